#include "json/string_scan.h"
#include "support/catch.h"

#include <string>

using json::findRunEnd;
using json::findRunEndPortably;
using json::Run;

TEST_CASE("plain text in a string ends at the same byte by words as by vectors") {
    for (const char special : {'"', '\\', '\x1F', '\0', '\n'}) {
        for (std::size_t place = 0; place < 50; ++place) {
            std::string text(50, '\xC3');
            text[place] = special;
            CAPTURE(special, place);
            const char* const end = text.data() + text.size();
            REQUIRE(findRunEnd<Run::kPlainText>(text.data(), end) == text.data() + place);
            REQUIRE(findRunEndPortably<Run::kPlainText>(text.data(), end) == text.data() + place);
        }
    }
    const std::string plain = "\x7F\x80\xFF !#[]~";
    const char* const end = plain.data() + plain.size();
    CHECK(findRunEnd<Run::kPlainText>(plain.data(), end) == end);
    CHECK(findRunEndPortably<Run::kPlainText>(plain.data(), end) == end);
}

TEST_CASE("plain ASCII ends also at what is none") {
    for (const char special : {'"', '\\', '\x1F', '\0', '\n', '\x80', '\xC3', '\xFF'}) {
        for (std::size_t place = 0; place < 50; ++place) {
            std::string text(50, '\x7F');
            text[place] = special;
            CAPTURE(special, place);
            const char* const end = text.data() + text.size();
            REQUIRE(findRunEnd<Run::kPlainAscii>(text.data(), end) == text.data() + place);
            REQUIRE(findRunEndPortably<Run::kPlainAscii>(text.data(), end) == text.data() + place);
        }
    }
    const std::string plain = "\x7F !#[]~";
    const char* const end = plain.data() + plain.size();
    CHECK(findRunEnd<Run::kPlainAscii>(plain.data(), end) == end);
    CHECK(findRunEndPortably<Run::kPlainAscii>(plain.data(), end) == end);
}
