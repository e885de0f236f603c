#include "dialects/object_writer.h"
#include "support/catch.h"

using dialects::ObjectWriter;

TEST_CASE("an object has the members that have a value, in their order") {
    std::string text;
    ObjectWriter object(text);
    object.add(R"("none":)", "");
    object.add(R"("a":)", "1");
    object.addString(R"("none":)", "");
    object.addString(R"("b":)", "x");
    object.begin(R"("c":)");
    text += "[]";
    object.end();
    CHECK(text == R"({"a":1,"b":"x","c":[]})");
}

TEST_CASE("an object takes the members of another as they stand") {
    const auto with = [](std::string_view other) {
        std::string text;
        ObjectWriter object(text);
        object.addMembersOf(other);
        object.add(R"("a":)", "1");
        object.end();
        return text;
    };
    CHECK(with(R"({ "b" : 2 , "b":3 })") == R"({ "b" : 2 , "b":3 ,"a":1})");
    for (const auto* empty : {"", "{}", "{ \n\t\r}"}) {
        CHECK(with(empty) == R"({"a":1})");
    }
}
