#include "dialects/translator.h"
#include "event_rules/verdict.h"
#include "support/catch.h"

#include <string>

namespace {

constexpr std::string_view kMessage = R"({"type":"page","userId":"u"})";

std::string translated(std::string_view text, std::string_view dialect) {
    dialects::Translator translator;
    return std::string(translator.translate(text, {dialect, "lib/1"}).text);
}

}  // namespace

TEST_CASE("each dialect has a name of its own") {
    CHECK(translated(kMessage, "segment").starts_with(R"({"event":"$pageview")"));
    CHECK(translated(R"({"userId":"u"})", "segment/group").starts_with(R"({"event":"$group)"));
    CHECK(translated(R"({"a":1})", "posthog_engage") == R"({"a":1,"event":"$set"})");
    CHECK(
        translated(R"({"a":1})", "posthog_v1") ==
        R"({"a":1,"properties":{"$lib":"lib","$lib_version":"1"}})"
    );
    for (const auto* other : {"", "segments", "Segment", "posthog", "posthog_v1 ", "operator"}) {
        CAPTURE(other);
        dialects::Translator translator;
        CHECK(translator.translate(kMessage, {other, ""}).text.data() == kMessage.data());
    }
}

TEST_CASE("what is no message stays as it is") {
    for (const auto* dialect : {"segment", "posthog_v1", "posthog_engage"}) {
        for (const std::string& text :
             {std::string(),
              std::string("7"),
              std::string(R"([{"type":"page"}])"),
              std::string(R"({"type":"page")"),
              "{\"a\":" + std::string(128, '[') + std::string(128, ']') + "}",
              "{\"a\":\"" + std::string(event_rules::kMaxEventBytes, 'x') + "\"}"}) {
            CHECK(translated(text, dialect) == text);
        }
    }
}

TEST_CASE("the sending clock of a message is told beside its text") {
    dialects::Translator translator;
    const auto clock = [&](std::string_view text, std::string_view dialect = "segment") {
        return std::string(translator.translate(text, {dialect, ""}).sent_at);
    };
    CHECK(clock(R"({"sentAt":"2026-01-01"})") == "2026-01-01");
    CHECK(clock(R"({"sentAt":1767225600})") == "1767225600");
    CHECK(clock(R"({"sentAt":" "})").empty());
    CHECK(clock(R"({"sentAt":{}})").empty());
    CHECK(clock(R"({"sentAt":"2026-01-01"})", "posthog_v1").empty());
}

TEST_CASE("a translator forgets the message before") {
    dialects::Translator translator;
    translator.translate(
        R"({"type":"page","userId":"a","context":{"sessionId":"s"}})", {"segment", ""}
    );
    CHECK(
        translator.translate(R"({"event":"e","userId":"b"})", {"segment", ""}).text ==
        R"({"event":"e","distinct_id":"b","properties":{}})"
    );
}
