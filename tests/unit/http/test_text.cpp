#include "http/text.h"

#include "support/catch.h"

TEST_CASE("only SP and HTAB are blanks") {
    CHECK(http::trimBlanks(" \ta b\t ") == "a b");
    CHECK(http::trimBlanks("\va\f") == "\va\f");
    CHECK(http::trimBlanks(" \t").empty());
}

TEST_CASE("a member is found in a list in any case, and only whole") {
    CHECK(http::listHas("a, Close ,b", "close"));
    CHECK(http::listHas("close", "close"));
    CHECK_FALSE(http::listHas("closed, not-close", "close"));
    CHECK_FALSE(http::listHas("", "close"));
    CHECK(http::listHas(",,close,", "close"));
}

TEST_CASE("a token has letters, digits and certain marks") {
    CHECK(http::isToken("X-Api_Key!1"));
    for (const auto* text : {"", "a b", "a:", "(a)", "\xc3\xa4"}) {
        CHECK_FALSE(http::isToken(text));
    }
}
