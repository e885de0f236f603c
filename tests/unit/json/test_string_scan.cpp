#include "json/string_scan.h"
#include "support/catch.h"

#include <string>

TEST_CASE("plain text in a string ends at the same byte by words as by vectors") {
    for (const char special : {'"', '\\', '\x1F', '\0', '\n'}) {
        for (std::size_t place = 0; place < 50; ++place) {
            std::string text(50, '\xC3');
            text[place] = special;
            CAPTURE(special, place);
            const char* const end = text.data() + text.size();
            REQUIRE(json::findPlainTextEnd(text.data(), end) == text.data() + place);
            REQUIRE(json::findPlainTextEndPortably(text.data(), end) == text.data() + place);
        }
    }
    const std::string plain = "\x7F\x80\xFF !#[]~";
    const char* const end = plain.data() + plain.size();
    CHECK(json::findPlainTextEndPortably(plain.data(), end) == end);
}
