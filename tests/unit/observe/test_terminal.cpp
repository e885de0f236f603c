#include "observe/terminal.h"

#include "support/catch.h"

using relay::Color;
using relay::fitted;
using relay::printable;
using relay::Terminal;

TEST_CASE("colors are for terminals alone") {
    CHECK(Terminal{false, 80}.paint("x", Color::kRed) == "x");
    CHECK(Terminal{true, 80}.paint("x", Color::kRed) == "\x1b[31mx\x1b[0m");
    CHECK(Terminal{true, 80}.paint("x", Color::kNone) == "x");
}

TEST_CASE("no text of a client moves the cursor") {
    CHECK(printable("a\x1b[31m\r\n\tb\x7f") == "a [31m   b ");
    CHECK(
        printable("a\xc2\x9b"
                  "31mb") == "a 31mb"
    );  // U+009B, as ESC [ in one character
    CHECK(printable("\xc2\xa0\xc3\xa9") == "\xc2\xa0\xc3\xa9");
    CHECK(printable(std::string_view("\0\xc2", 2)) == " \xc2");
}

TEST_CASE("a text takes as many columns as it is given") {
    CHECK(fitted("ab", 4) == "ab  ");
    CHECK(fitted("abcd", 4) == "abcd");
    CHECK(fitted("abcde", 4) == "abc…");
    CHECK(fitted("ééééé", 4) == "ééé…");
    CHECK(fitted("éé", 4) == "éé  ");
    CHECK(fitted("", 2) == "  ");
}
