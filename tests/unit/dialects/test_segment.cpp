#include "dialects/segment.h"

#include "json/parser.h"
#include "support/catch.h"

#include <string>

// The whole mapping is in tests/golden/segment.jsonl; here is what the text is made of.
namespace {

std::string translated(std::string_view text, std::string_view type = "") {
    json::Parser parser;
    dialects::Message message;
    REQUIRE(parser.parse(text, message) == json::ParseOutcome::kWellFormed);
    std::string translation;
    dialects::SegmentEvent event(event_rules::CaptureScope::kEverything);
    event.write(message, type, translation);
    return translation;
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
    CHECK(translated(R"({"userId":"u"})", "page") == page);
    CHECK(translated(R"({"userId":"u","type":"Track"})", "page") == page);
    CHECK(translated(R"({"userId":"u","type":7})", "page") == page);
    CHECK(translated(R"({"userId":"u","type":"page"})", "track") == page);
    CHECK(translated(R"({"userId":"u"})", "other") == R"({"distinct_id":"u","properties":{}})");
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
