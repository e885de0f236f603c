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
            std::uint64_t non_ascii = 0;
            REQUIRE(json::findPlainTextEnd(text.data(), end, non_ascii) == text.data() + place);
            REQUIRE(
                json::findPlainTextEndPortably(text.data(), end, non_ascii) == text.data() + place
            );
        }
    }
    const std::string plain = "\x7F\x80\xFF !#[]~";
    const char* const end = plain.data() + plain.size();
    std::uint64_t non_ascii = 0;
    CHECK(json::findPlainTextEndPortably(plain.data(), end, non_ascii) == end);
}

TEST_CASE("no byte that is not ASCII is overlooked in plain text") {
    for (std::size_t size = 1; size < 60; ++size) {
        for (std::size_t place = 0; place < size; ++place) {
            std::string text(size, 'x');
            const char* const end = text.data() + size;
            std::uint64_t fast = 0;
            std::uint64_t portable = 0;
            json::findPlainTextEnd(text.data(), end, fast);
            json::findPlainTextEndPortably(text.data(), end, portable);
            REQUIRE((fast | portable) == 0);
            text[place] = '\x80';
            json::findPlainTextEnd(text.data(), end, fast);
            json::findPlainTextEndPortably(text.data(), end, portable);
            CAPTURE(size, place);
            REQUIRE(fast != 0);
            REQUIRE(portable != 0);
        }
    }
}
