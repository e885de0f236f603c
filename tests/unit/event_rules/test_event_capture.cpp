#include "event_rules/event_capture.h"

#include "event_rules/kept_list.h"
#include "json/parser.h"
#include "support/catch.h"

#include <string>
#include <vector>

using event_rules::CaptureScope;
using event_rules::EventCapture;
using event_rules::EventField;

namespace {

const std::vector<EventField> kOperationFields{
    EventField::kSet,
    EventField::kSetOnce,
    EventField::kUnset,
    EventField::kPropertiesSet,
    EventField::kPropertiesSetOnce,
    EventField::kPropertiesUnset,
};

std::string hostileEvent() {
    std::string list = "\"\"";
    std::string object = "\"\":0";
    for (int i = 0; i < 10'000; ++i) {
        list += ",\"\"";
        object += ",\"\":0";
    }
    const std::string operations =
        R"("$set":{)" + object + R"(},"$set_once":{)" + object + R"(},"$unset":[)" + list + "]";
    return "{" + operations + R"(,"properties":{)" + operations + R"(},"event":"e"})";
}

}  // namespace

TEST_CASE("for a verdict no person operation is kept") {
    const auto text = hostileEvent();
    json::Parser parser;
    EventCapture capture(CaptureScope::kVerdict);
    REQUIRE(parser.parse(text, capture) == json::ParseOutcome::kWellFormed);
    CHECK(capture.value(EventField::kEvent).text == "e");
    CHECK(capture.value(EventField::kProperties).isObject());
    for (const auto field : kOperationFields) {
        CHECK(capture.operations(field).entries.capacity() == 0);
    }
}

TEST_CASE("a capture gives back at the next event what a hostile one took") {
    const auto text = hostileEvent();
    json::Parser parser;
    EventCapture capture(CaptureScope::kEverything);
    REQUIRE(parser.parse(text, capture) == json::ParseOutcome::kWellFormed);
    for (const auto field : kOperationFields) {
        CHECK(capture.operations(field).entries.size() == 10'001);
    }
    REQUIRE(parser.parse("{}", capture) == json::ParseOutcome::kWellFormed);
    for (const auto field : kOperationFields) {
        CHECK(capture.operations(field).entries.capacity() == 0);
    }
}

TEST_CASE("a list of usual size keeps its memory when it is cleared") {
    std::vector<int> list(event_rules::kKeptEntries);
    event_rules::clearKept(list);
    CHECK(list.empty());
    CHECK(list.capacity() == event_rules::kKeptEntries);
}
