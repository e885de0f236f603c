#include "json/repair.h"

#include "support/catch.h"

#include <string>

namespace {

std::string repaired(std::string_view text) {
    json::Repair repair;
    return repair.run(text) ? std::string(repair.text()) : "fine";
}

// "name:bits" of each member that was altered.
std::string altered(std::string_view text) {
    json::Repair repair;
    REQUIRE(repair.run(text));
    std::string all;
    for (const auto& member : repair.altered()) {
        all.append(member.name).append(":").append(std::to_string(member.odd_values));
        all.append(member.is_given_twice ? "! " : " ");
    }
    return all;
}

}  // namespace

TEST_CASE("what every parser reads alike stays") {
    for (const std::string text :
         {R"({ "a" : [ 1 , "\ud83d\ude00", {"a":{}} ], "b":18446744073709551615 })",
          R"([-9223372036854775808,1.7976931348623157e308,-0,1e-999,0e999,12345678901234567890123.5])",
          R"({"a":{"x":1},"b":{"x":1},"":[{"x":1},{"x":2}]})",
          R"("\u0000\/")",
          "null"}) {
        CAPTURE(text);
        CHECK(repaired(text) == "fine");
    }
}

TEST_CASE("a surrogate without its other half and a byte that is no UTF-8 become U+FFFD") {
    CHECK(repaired(R"({"a":"I like \ud83d"})") == R"({"a":"I like \ufffd"})");
    CHECK(
        repaired(R"({"\udc00":["\ud800\ud83d\ude00"]})") == R"({"\ufffd":["\ufffd\ud83d\ude00"]})"
    );
    CHECK(repaired("{\"a\":\"caf\xE9\"}") == "{\"a\":\"caf\xEF\xBF\xBD\"}");
    CHECK(repaired("[\"\\ud800\xFF\\ud801\"]") == "[\"\\ufffd\xEF\xBF\xBD\\ufffd\"]");
    CHECK(repaired(R"("\ud83d")") == R"("\ufffd")");
}

TEST_CASE("an integer beyond 64 bits becomes a string of its digits") {
    CHECK(repaired("[18446744073709551616]") == R"(["18446744073709551616"])");
    CHECK(repaired("[-9223372036854775809]") == R"(["-9223372036854775809"])");
    CHECK(repaired("123456789012345678901234567890") == R"("123456789012345678901234567890")");
}

TEST_CASE("a number beyond a double becomes null") {
    CHECK(repaired("[1e309,-1.0E+400,1.7976931348623159e308]") == "[null,null,null]");
    CHECK(repaired("[1.7976931348623158e308]") == "fine");  // rounds to the largest one
}

TEST_CASE("of members with one name the last one stays, in every object") {
    CHECK(repaired(R"({"a":1,"b":2,"a":3})") == R"({"b":2,"a":3})");
    CHECK(repaired(R"({"a":1, "a":{"x":1}, "a":3, "b":4})") == R"({"a":3, "b":4})");
    CHECK(repaired(R"([{"x":{"a":[1,2],"a":2}},{"a":1}])") == R"([{"x":{"a":2}},{"a":1}])");
    CHECK(repaired(R"({"a":1,"\u0061":2})") == R"({"\u0061":2})");
    CHECK(repaired(R"({"\ud800":1,"\udc00":2,"z":{}})") == R"({"\ufffd":2,"z":{}})");
    CHECK(repaired("{\"\xFF\":1,\"\xFE\":2}") == "{\"\xEF\xBF\xBD\":2}");
}

TEST_CASE("the altered members of the object are named, with all that is odd in them") {
    CHECK(altered(R"({"a":1,"b":[{"c":1e999}],"d":2,"b":"\ud800"})") == "b:1! ");
    CHECK(
        altered(R"({"z":[1e999,{"y":"\udc00"}],"a":1,"b":{"x":1,"x":99999999999999999999}})") ==
        "z:9 b:20 "
    );
    CHECK(altered(R"({"gone":"\ud800","\ud800":1,"gone":2})") == "\xEF\xBF\xBD:1 gone:0! ");
    CHECK(altered(R"({"a":{"x":1e999,"x":[{"y":"\udc00","y":1}]}})") == "a:25 ");
    CHECK(altered("[\"\xFF\",1e999]") == ":10 ");
    CHECK(altered(R"([{"a":"\ud800","a":1}])") == ":17 ");
}

TEST_CASE("many members given twice are removed at once") {
    std::string text = "{";
    for (int i = 0; i < 100'000; ++i) {
        text += R"("a":1,"b":2,)";
    }
    CHECK(repaired(text + R"("c":3})") == R"({"a":1,"b":2,"c":3})");
}

TEST_CASE("what is not well-formed is not repaired") {
    CHECK(repaired(R"({"a":1e999)") == "fine");
    CHECK(repaired("") == "fine");
}
