#include "dialects/translator.h"
#include "support/catch.h"

#include <string>

// The whole mapping is in tests/golden/segment.jsonl; here is what the text is made of.
namespace {

std::string translated(std::string_view text, std::string_view dialect = "segment") {
    dialects::Translator translator;
    return std::string(translator.translate(text, {dialect, ""}).text);
}

}  // namespace

TEST_CASE("a message keeps its values as they stand") {
    CHECK(
        translated(
            R"({"type":"track","event":"\u0065","userId":1.50,"timestamp":"t","properties":{ "a":1e999 , "a":"\ud800" }})"
        ) ==
        R"({"event":"\u0065","distinct_id":1.50,"timestamp":"t","properties":{ "a":1e999 , "a":"\ud800" }})"
    );
}

TEST_CASE("properties that are no object stay what they are") {
    for (const auto* properties : {"[]", "\"x\"", "0", "false"}) {
        CHECK(
            translated(
                std::string(R"({"type":"page","userId":"u","properties":)") + properties + "}"
            ) == std::string(R"({"event":"$pageview","distinct_id":"u","properties":)") +
                     properties + "}"
        );
    }
}

TEST_CASE("the type of the path counts where the message names none that is known") {
    const std::string page = R"({"event":"$pageview","distinct_id":"u","properties":{}})";
    CHECK(translated(R"({"userId":"u"})", "segment/page") == page);
    CHECK(translated(R"({"userId":"u","type":"Track"})", "segment/page") == page);
    CHECK(translated(R"({"userId":"u","type":7})", "segment/page") == page);
    CHECK(translated(R"({"userId":"u","type":"page"})", "segment/track") == page);
    CHECK(
        translated(R"({"userId":"u"})", "segment/other") == R"({"distinct_id":"u","properties":{}})"
    );
}

TEST_CASE("only an identify by a user's id claims the anonymous one") {
    CHECK(
        translated(R"({"type":"identify","userId":"u","anonymousId":"a"})") ==
        R"({"event":"$identify","distinct_id":"u","properties":{"$anon_distinct_id":"a","$device_id":"a"}})"
    );
    CHECK(
        translated(R"({"type":"identify","userId":" ","anonymousId":"a"})") ==
        R"({"event":"$identify","distinct_id":"a","properties":{"$device_id":"a"}})"
    );
    CHECK(
        translated(R"({"type":"track","userId":"u","anonymousId":"a"})").find("$anon") ==
        std::string::npos
    );
}
