#include "ingest/batch_scanner.h"
#include "support/catch.h"

#include <memory>
#include <string>
#include <utility>

using event_rules::RejectReason;
using relay::Rejection;
using relay::scanNdjson;

namespace {

const std::string kEvent = R"({"event":"e","distinct_id":"u","api_key":"k"})";

// The result of a scan with the body that it points into.
struct Accepted {
    std::unique_ptr<const std::string> body;
    relay::ScannedBatch batch;

    const relay::ScannedBatch* operator->() const { return &batch; }
};

Accepted accepted(std::string text) {
    auto body = std::make_unique<const std::string>(std::move(text));
    auto scanned = scanNdjson(*body, 3);
    REQUIRE(scanned.has_value());
    return {std::move(body), *std::move(scanned)};
}

}  // namespace

TEST_CASE("each line that is not blank is one event") {
    const auto batch = accepted("\xEF\xBB\xBF" + kEvent + "\r\n\n \t\r\n  " + kEvent + "  \n7");
    REQUIRE(batch->events.size() == 3);
    CHECK(batch->events[0].text == kEvent);
    CHECK(batch->events[1].text == kEvent);
    CHECK(batch->events[2].text == "7");
    CHECK(batch->api_key == "k");
}

TEST_CASE("a line that is no JSON object is one rejected event, kept as text") {
    const auto batch = accepted("{\"event\":\n[1]\n" + kEvent + "x");
    CHECK(batch->events.at(0).rejected == RejectReason::kMalformedJson);
    CHECK(batch->events.at(1).rejected == RejectReason::kNotAnObject);
    CHECK(batch->events.at(2).rejected == RejectReason::kMalformedJson);
    for (const auto& event : batch->events) {
        CHECK_FALSE(event.is_object);
    }
    CHECK(batch->api_key.empty());
}

TEST_CASE("a line that was not read to its end is stored as text") {
    const std::string deep = "{\"a\":" + std::string(200, '[');
    const std::string large = "{\"a\":\"" + std::string(1024 * 1024, 'x') + "\"}";
    const auto batch = accepted(deep + "\n" + large + "\n{}");
    CHECK(batch->events.at(0).rejected == RejectReason::kNestingTooDeep);
    CHECK_FALSE(batch->events.at(0).is_object);
    CHECK(batch->events.at(1).rejected == RejectReason::kEventTooLarge);
    CHECK_FALSE(batch->events.at(1).is_object);
    CHECK(batch->events.at(2).rejected == RejectReason::kMissingEventName);
    CHECK(batch->events.at(2).is_object);
}

TEST_CASE("the api key of a line is found behind what rejects the line") {
    const std::string deep = std::string(200, '[') + std::string(200, ']');
    const std::string large = "\"" + std::string(1024 * 1024, 'x') + "\"";
    for (const auto& value : {deep, large}) {
        const auto batch = accepted("{\"a\":" + value + ",\"api_key\":\"k\"}");
        CHECK(batch->events.at(0).rejected.has_value());
        CHECK(batch->api_key == "k");
        CHECK(accepted("{\"a\":[" + value + R"(,{"api_key":"k"}]})")->api_key.empty());
        CHECK(accepted("{\"api_key\":\"k\",\"a\":" + value + ",")->api_key == "k");
    }
}

TEST_CASE("a line's keys are compared, also behind what rejects the line") {
    const std::string deep = std::string(200, '[') + std::string(200, ']');
    const auto scanned = scanNdjson(kEvent + "\n{\"a\":" + deep + ",\"api_key\":\"l\"}", 3);
    REQUIRE_FALSE(scanned.has_value());
    CHECK(scanned.error() == Rejection::kConflictingKeys);
}

TEST_CASE("a body without a line is empty") {
    for (const std::string body : {"", "\n", " \r\n\t\n", "\xEF\xBB\xBF\n"}) {
        const auto scanned = scanNdjson(body, 3);
        REQUIRE_FALSE(scanned.has_value());
        CHECK(scanned.error() == Rejection::kEmptyBody);
    }
}

TEST_CASE("lines beyond the limit are counted, and their keys compared") {
    const auto batch = accepted("1\n2\n3\n4\n5\n");
    CHECK(batch->events.size() == 3);
    CHECK(batch->event_count == 5);
    const auto scanned = scanNdjson(kEvent + "\n1\n2\n{\"api_key\":\"l\"}", 3);
    REQUIRE_FALSE(scanned.has_value());
    CHECK(scanned.error() == Rejection::kConflictingKeys);
}
