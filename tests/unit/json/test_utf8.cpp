#include "json/utf8.h"
#include "support/catch.h"

#include <string>

using json::findInvalidUtf8;

namespace {

std::string valid(std::string_view text) {
    std::string out;
    json::appendValidUtf8(out, text);
    return out;
}

}  // namespace

TEST_CASE("the first and the last character of each length are valid") {
    for (const std::string text :
         {"",
          "\x7F",
          "\xC2\x80",
          "\xDF\xBF",
          "\xE0\xA0\x80",
          "\xED\x9F\xBF",
          "\xEE\x80\x80",
          "\xEF\xBF\xBF",
          "\xF0\x90\x80\x80",
          "\xF4\x8F\xBF\xBF"}) {
        CAPTURE(text);
        CHECK(json::isValidUtf8(text));
        CHECK(valid(text) == text);
    }
}

TEST_CASE("what RFC 3629 excludes is invalid at its first byte") {
    for (const std::string text :
         {"\x80",
          "\xBF",
          "\xC1\xBF",
          "\xC2",
          "\xC2\x41",
          "\xE0\x9F\xBF",
          "\xE1\x80",
          "\xED\xA0\x80",
          "\xF0\x8F\xBF\xBF",
          "\xF1\x80\x80\x41",
          "\xF4\x90\x80\x80",
          "\xF5\x80\x80\x80",
          "\xFF"}) {
        for (std::size_t before = 0; before < 40; ++before) {
            CAPTURE(text, before);
            REQUIRE(findInvalidUtf8(std::string(before, 'x') + text + "y") == before);
        }
        CHECK(findInvalidUtf8("\xC3\xA9" + text) == 2);
    }
}

TEST_CASE("each byte that belongs to no character becomes one replacement character") {
    CHECK(valid("caf\xE9!") == "caf\xEF\xBF\xBD!");
    CHECK(valid("\xED\xA0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
    CHECK(valid("\xE2\x82\xC3\xA9") == "\xEF\xBF\xBD\xEF\xBF\xBD\xC3\xA9");
}
