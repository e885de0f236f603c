#include "json/odd_values.h"

#include "json/parser.h"
#include "support/catch.h"

#include <string>

namespace {

struct Skipper {
    void begin(std::string_view /*source*/) {}

    bool onToken(const json::Token& /*token*/) { return true; }

    [[nodiscard]] bool skipsValue() const { return skips; }

    bool skips = false;
};

bool mayBeOdd(const std::string& text) {
    json::Parser parser;
    json::OddValues odd;
    Skipper sink;
    REQUIRE(parser.parse(text, sink, odd) == json::ParseOutcome::kWellFormed);
    const bool is_found = odd.isFound();
    sink.skips = true;
    REQUIRE(parser.parse(text, sink, odd) == json::ParseOutcome::kWellFormed);
    CHECK(odd.isFound() == is_found);
    return is_found;
}

}  // namespace

TEST_CASE("nothing is odd about plain values") {
    for (const std::string text :
         {R"({"a":{"b":1,"c":[{"b":1},{"b":2}]},"b":"\n\u00e9\\","":{"":0}})",
          R"([123456789012345678,-12345678901234567,1.7976931348623157e08,-1.5e-99,0.12345678901234567890])",
          R"([{"a":1},{"a":1}])",
          "{\"caf\xC3\xA9\":\"\xF0\x9F\x98\x80\"}"}) {
        CAPTURE(text);
        CHECK_FALSE(mayBeOdd(text));
    }
}

TEST_CASE("everything that a repair alters is found, and some that it does not") {
    for (const std::string text :
         {R"({"a":1,"a":2})",
          R"({"a":[{"b":{"c":1,"d":2,"c":3}}]})",
          R"({"a":1,"\u0061":2})",
          R"(["\ud83d"])",
          R"(["\uDC00"])",
          R"(["\ud83d\ude00"])",
          R"([1234567890123456789])",
          R"([-123456789012345678])",
          "[\"caf\xE9\"]",
          R"([1e309])",
          R"({"\u00e9":1})",
          R"([1e-400])",
          R"("alone")"}) {
        CAPTURE(text);
        CHECK(mayBeOdd(text));
    }
    CHECK(mayBeOdd(std::string(65, '[') + std::string(65, ']')));
}
