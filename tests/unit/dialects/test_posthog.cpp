#include "dialects/translator.h"
#include "support/catch.h"

#include <string>

// The whole mapping is in tests/golden/posthog.jsonl; here is what the text is made of.
namespace {

std::string translated(std::string_view text, std::string_view dialect, std::string_view sdk = "") {
    dialects::Translator translator(event_rules::CaptureScope::kEverything);
    return std::string(translator.translate(text, {dialect, sdk}).text);
}

}  // namespace

TEST_CASE("capture V1 puts its members in place of the properties that are there") {
    CHECK(
        translated(
            R"( {"session_id":"s","properties" : { "a":1 } ,"x":2} )", "posthog_v1", "lib/1"
        ) ==
        R"({"session_id":"s","properties" : {"$session_id":"s","$lib":"lib","$lib_version":"1", "a":1 } ,"x":2})"
    );
    CHECK(
        translated(R"({"properties":null,"window_id":"w"})", "posthog_v1") ==
        R"({"properties":{"$window_id":"w"},"window_id":"w"})"
    );
    CHECK(translated("{ }", "posthog_v1") == R"({"properties":{}})");
    CHECK(translated(R"({"properties":[]})", "posthog_v1", "lib/1") == R"({"properties":[]})");
}

TEST_CASE("the properties that count are those that come last") {
    CHECK(
        translated(R"({"properties":{"a":1},"properties":{"$lib":"b"}})", "posthog_v1", "lib/1") ==
        R"({"properties":{"a":1},"properties":{"$lib_version":"1","$lib":"b"}})"
    );
}

TEST_CASE("an SDK has a name and a version, or says nothing") {
    for (const auto* sdk : {"", "lib", "lib/", "/1", "a/b/1", "a\"/1", "a /1", "\xC3\xA9/1"}) {
        CAPTURE(sdk);
        CHECK(translated("{}", "posthog_v1", sdk) == R"({"properties":{}})");
    }
}

TEST_CASE("operations without a name are an event of the id beside them") {
    CHECK(
        translated(R"( {"$set":{},"distinct_id":"x","$distinct_id":"u"} )", "posthog_engage") ==
        R"({"$set":{},"distinct_id":"x","$distinct_id":"u","event":"$set","distinct_id":"u"})"
    );
    CHECK(translated(R"({"event":null})", "posthog_engage") == R"({"event":null})");
    CHECK(translated("{}", "posthog_engage") == R"({"event":"$set"})");
}
