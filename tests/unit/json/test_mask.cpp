#include "json/mask.h"
#include "support/catch.h"

#include <string>

namespace {

std::string masked(std::string text) {
    json::maskOddValues(text);
    return text;
}

}  // namespace

TEST_CASE("a lone surrogate escape becomes the replacement character") {
    CHECK(masked(R"("\ud800")") == R"("\ufffd")");
    CHECK(masked(R"("\uDFFF!")") == R"("\ufffd!")");
    CHECK(masked(R"("\ud800\n")") == R"("\ufffd\n")");
    CHECK(masked(R"("\ud800A")") == R"("\ufffdA")");
    CHECK(masked(R"("\udc00\ud800")") == R"("\ufffd\ufffd")");
    CHECK(masked(R"("\ud83d\ud83d\ude00")") == R"("\ufffd\ud83d\ude00")");
}

TEST_CASE("pairs, other escapes and text outside strings are left alone") {
    for (const std::string text :
         {R"("\ud83d\ude00")", R"("\\ud800")", R"("\u00e9")", R"(\ud800)", R"("\ud80)", R"("\)"}) {
        CAPTURE(text);
        CHECK(masked(text) == text);
    }
}

TEST_CASE("a longer number becomes a zero of the same length") {
    CHECK(masked("[1e999,-1e999]") == "[0.000,0.0000]");
    CHECK(masked("12345") == "0.000");
    CHECK(masked(R"({"1e999":1})") == R"({"1e999":1})");
}

TEST_CASE("what is no number is not made one") {
    for (const std::string text : {"01234", "1234.", "1.e10", "1234e", "1e+--", "-----", "1e99"}) {
        CAPTURE(text);
        CHECK(masked(text) == text);
    }
}

TEST_CASE("a part of what is no number is not made a zero that makes the whole a number") {
    for (const std::string text :
         {"1.5e306931e308", "-1-1e-999", "1e999.5", "1e999+1", "12345-6", "1.e12345"}) {
        CAPTURE(text);
        CHECK(masked(text) == text);
    }
}
