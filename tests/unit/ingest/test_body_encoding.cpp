#include "ingest/body_encoding.h"

#include "support/catch.h"

#include <string>

using relay::unwrapBody;

namespace {

const std::string kText = R"({"event":"~?>"})";
const std::string kBase64 = "eyJldmVudCI6In4/PiJ9";

}  // namespace

TEST_CASE("base64 is decoded, by itself and in a form") {
    CHECK(unwrapBody(kBase64) == kText);
    CHECK(unwrapBody(" " + kBase64 + "\n") == kText);
    CHECK(unwrapBody("data=eyJldmVudCI6In4%2FPiJ9") == kText);
    CHECK(unwrapBody("ip=1&data=" + kBase64 + "&_=2") == kText);
    CHECK(unwrapBody("data=%7B%22a%22%3A%22b+c%22%7D") == R"({"a":"b c"})");
    // The plus sign that a careless client did not escape.
    CHECK(unwrapBody("data=eyJhIjoifj9+In0=") == R"({"a":"~?~"})");
}

TEST_CASE("JSON stays as it is, and so does what is nothing known") {
    for (const std::string body :
         {"{}", " [1]", "\xEF\xBB\xBF{}", "", "hello", "data=", "data=%zz", "data=1", "%%%"}) {
        CAPTURE(body);
        CHECK(unwrapBody(body) == std::nullopt);
    }
}
