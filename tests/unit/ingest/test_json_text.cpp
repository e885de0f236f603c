#include "ingest/json_text.h"

#include "support/catch.h"

#include <string>

namespace {

std::string quote(std::string_view text) {
    std::string out;
    relay::appendJsonString(out, text);
    CHECK(out.size() == relay::jsonStringSize(text));
    return out;
}

}  // namespace

TEST_CASE("strings are escaped as JSON wants it, other bytes stay") {
    CHECK(quote("") == R"("")");
    CHECK(quote(R"(a"b\c/)") == R"("a\"b\\c/")");
    CHECK(quote(std::string("\0\n\x1f", 3)) == R"("\u0000\u000a\u001f")");
    CHECK(quote("\xff\xc3ü\x7f") == "\"\xff\xc3ü\x7f\"");
}

TEST_CASE("texts are cut between characters") {
    CHECK(relay::cutUtf8("abc", 3) == "abc");
    CHECK(relay::cutUtf8("abcd", 3) == "abc");
    CHECK(relay::cutUtf8("abü", 3) == "ab");
    CHECK(relay::cutUtf8("a\xF0\x9F\x98\x80", 4) == "a");
    CHECK(relay::cutUtf8("\x80\x80\x80\x80\x80\x80", 4).size() == 4);
}
