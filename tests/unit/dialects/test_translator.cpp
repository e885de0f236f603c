#include "dialects/translator.h"

#include "event_rules/event_reader.h"
#include "event_rules/verdict.h"
#include "support/catch.h"
#include "support/describe_capture.h"

#include <string>
#include <vector>

namespace {

constexpr std::string_view kMessage = R"({"type":"page","userId":"u"})";

std::string translated(std::string_view text, std::string_view dialect) {
    dialects::Translator translator(event_rules::CaptureScope::kEverything);
    return std::string(translator.translate(text, {dialect, "lib/1"}).text);
}

std::string nameOf(std::string_view text, std::string_view dialect) {
    dialects::Translator translator(event_rules::CaptureScope::kEverything);
    const auto* const event = translator.translate(text, {dialect, ""}).event;
    REQUIRE(event != nullptr);
    return std::string(event->value(event_rules::EventField::kEvent).text);
}

std::string written(std::string_view message, std::string_view type) {
    json::Parser parser;
    dialects::Message read;
    REQUIRE(parser.parse(message, read) == json::ParseOutcome::kWellFormed);
    std::string text;
    dialects::SegmentEvent(event_rules::CaptureScope::kEverything).write(read, type, text);
    return text;
}

// Of each type, with everything that has a place of its own in our form.
std::vector<std::string> messages(const std::string& type) {
    const std::string start = R"({"type":")" + type + "\",";
    const std::string ids =
        R"("userId":"u","anonymousId":"a","previousId":"p","groupId":7,"messageId":"m",)";
    return {
        start + "\"x\":1}",
        start + ids + R"("properties":null,"event":"e\n","timestamp":{"a":[1]}})",
        start + ids + R"("properties":[1],"event":{"a":1}})",
        start + ids + R"("properties":7,"event":null,"timestamp":1767225600})",
        start + ids +
            R"("properties":{"url":"https://b.example/","$set":{"x":{"y":1}},"$set_once":{"z":"\t"},)"
            R"("$unset":["q"],"distinct_id":"d","$insert_id":"i","$session_id":null}})",
        start + ids +
            R"("traits":{"mail":"a\"b","list":[{}],"none":null},"name":"n","category":"c","event":"e",)"
            R"("context":{"traits":{"t":1},"sessionId":12,"page":{"url":"http://c.example:1/x"},)"
            R"("library":{"name":"l","version":"2"},"deep":[[{"x":{}}]]},"originalTimestamp":"o",)"
            R"("sentAt":"s","properties":{"list":[1,{"a":"b"}],"alias":"z","target":"t"}})",
        start + ids + R"("traits":["x"],"context":{"traits":7},"properties":{ }})",
        start + ids + R"("context":{"traits":{"only":"here"}},"event":"caf\u00e9 \u201c"})"};
}

}  // namespace

TEST_CASE("each dialect has a name of its own") {
    CHECK(nameOf(kMessage, "segment") == "$pageview");
    CHECK(nameOf(R"({"userId":"u"})", "segment/group") == "$groupidentify");
    CHECK(translated(R"({"a":1})", "posthog_engage") == R"({"a":1,"event":"$set"})");
    CHECK(
        translated(R"({"a":1})", "posthog_v1") ==
        R"({"a":1,"properties":{"$lib":"lib","$lib_version":"1"}})"
    );
    for (const auto* other : {"", "segments", "Segment", "posthog", "posthog_v1 ", "operator"}) {
        CAPTURE(other);
        dialects::Translator translator(event_rules::CaptureScope::kEverything);
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
    dialects::Translator translator(event_rules::CaptureScope::kEverything);
    const auto clock = [&](std::string_view text, std::string_view dialect = "segment") {
        return std::string(translator.translate(text, {dialect, ""}).sent_at);
    };
    CHECK(clock(R"({"sentAt":"2026-01-01"})") == "2026-01-01");
    CHECK(clock(R"({"sentAt":1767225600})") == "1767225600");
    CHECK(clock(R"({"sentAt":" "})").empty());
    CHECK(clock(R"({"sentAt":{}})").empty());
    CHECK(clock(R"({"sentAt":"2026-01-01"})", "posthog_v1").empty());
}

TEST_CASE("the rules are told what they would read in the text of an event") {
    dialects::Translator translator(event_rules::CaptureScope::kEverything);
    for (const std::string type :
         {"track", "identify", "page", "screen", "group", "alias", "other"}) {
        for (const auto& message : messages(type)) {
            CAPTURE(message);
            const auto text = written(message, "");
            event_rules::EventReader reader(event_rules::CaptureScope::kEverything);
            reader.read(text);
            const auto* const event = translator.translate(message, {"segment", ""}).event;
            REQUIRE(event != nullptr);
            CHECK(test_support::describe(*event) == test_support::describe(reader.capture()));
        }
    }
}

TEST_CASE("a message that is odd or large is an event as text") {
    for (const std::string& message :
         {std::string(R"({"type":"page","userId":"u","userId":"v"})"),
          std::string(R"({"type":"page","userId":"\ud83d"})"),
          std::string(R"({"type":"page","userId":"u","properties":{"a":1e999}})"),
          std::string(R"({"type":"page","userId":"u","properties":{"a":1,"a":2}})"),
          std::string("{\"type\":\"page\",\"userId\":\"caf\xE9\"}"),
          R"({"type":"page","userId":"u","a":)" + std::string(70, '[') + std::string(70, ']') + "}",
          R"({"type":"page","userId":"u","properties":{"a":")" + std::string(400'000, 'x') +
              "\"}}"}) {
        CAPTURE(message.substr(0, 60));
        dialects::Translator translator(event_rules::CaptureScope::kEverything);
        const auto translation = translator.translate(message, {"segment", ""});
        CHECK(translation.event == nullptr);
        CHECK(translation.text == written(message, ""));
    }
}

TEST_CASE("a translator forgets the message before") {
    dialects::Translator translator(event_rules::CaptureScope::kEverything);
    translator.translate(
        R"({"type":"page","userId":"a","context":{"sessionId":"s"},"properties":{"alias":"x","$set":{"a":1}}})",
        {"segment", ""}
    );
    const std::string message = R"({"event":"e","userId":"b"})";
    event_rules::EventReader reader(event_rules::CaptureScope::kEverything);
    reader.read(R"({"event":"e","distinct_id":"b","properties":{}})");
    const auto* const event = translator.translate(message, {"segment", ""}).event;
    REQUIRE(event != nullptr);
    CHECK(test_support::describe(*event) == test_support::describe(reader.capture()));
}
