#include "normalize_helper.h"
#include "support/catch.h"

using normalize_helper::eventWith;
using normalize_helper::kFallback;
using normalize_helper::kReceivedAtUs;
using normalize_helper::kSecondUs;
using normalize_helper::Normalized;

namespace {

Normalized at(std::string_view timestamp, std::string sent_at = "") {
    return Normalized(eventWith(",\"timestamp\":" + std::string(timestamp)), std::move(sent_at));
}

}  // namespace

TEST_CASE("an event without a time happened when it was received") {
    CHECK(Normalized(eventWith(""))->timestamp_us == kReceivedAtUs);
    const auto event = at("null", "2024-03-01T10:00:00Z");
    CHECK(event->timestamp_us == kReceivedAtUs);
    CHECK(event.warnings().empty());
}

TEST_CASE("an event with an offset happened so many milliseconds before it was sent") {
    const auto old = [](const std::string& offset, std::string sent_at = "") {
        return Normalized(eventWith(",\"offset\":" + offset), std::move(sent_at));
    };
    CHECK(old("1500")->timestamp_us == kReceivedAtUs - 1'500'000);
    CHECK(old("-1500.9")->timestamp_us == kReceivedAtUs - 1'500'000);
    CHECK(old("0", "2024-03-01T11:59:30Z")->timestamp_us == kReceivedAtUs - 30 * kSecondUs);
    CHECK(old("1000", "2024-03-01T13:00:00Z")->timestamp_us == kReceivedAtUs - kSecondUs);
    CHECK(old("1000", "soon").warnings() == "invalid_sent_at:soon");
    for (const std::string none : {"1e3", "\"1500\"", "null", "true", "[1]", "1000000000000000"}) {
        CAPTURE(none);
        CHECK(old(none)->timestamp_us == kReceivedAtUs);
        CHECK(old(none, "soon").warnings().empty());
    }
    CHECK(old("999999999999999").warnings() == "invalid_timestamp:999999999999999");
    const auto both = eventWith(R"(,"timestamp":"2024-03-01T11:00:00Z","offset":1)");
    CHECK(Normalized(both)->timestamp_us == kReceivedAtUs - 3600 * kSecondUs);
}

TEST_CASE("a difference of up to 60 s to sent_at is network time") {
    const std::string time = "\"2024-03-01T11:00:00Z\"";
    const auto expected = kReceivedAtUs - 3600 * kSecondUs;
    CHECK(at(time, "2024-03-01T11:59:00Z")->timestamp_us == expected);
    CHECK(at(time, "2024-03-01T12:01:00Z")->timestamp_us == expected);
    CHECK(at(time, "2024-03-01T11:58:59.999999Z")->timestamp_us == expected + 60'000'001);
    CHECK(at(time, "2024-03-01T12:01:00.000001Z")->timestamp_us == expected - 60'000'001);
    CHECK(at(time, "1709287200000")->timestamp_us == expected + 2 * 3600 * kSecondUs);
    CHECK(at(time, "1709287200")->timestamp_us == expected + 2 * 3600 * kSecondUs);
}

TEST_CASE("a sent_at that cannot be read is ignored with a warning") {
    for (const std::string sent_at : {"nonsense", "1969-12-31T00:00:00Z", "12345"}) {
        CAPTURE(sent_at);
        const auto event = at("\"2024-03-01T11:00:00Z\"", sent_at);
        CHECK(event->timestamp_us == kReceivedAtUs - 3600 * kSecondUs);
        CHECK(event.warnings() == "invalid_sent_at:" + sent_at);
        CHECK(Normalized(eventWith(""), sent_at).warnings().empty());
    }
    CHECK(at("\"soon\"", "later").warnings() == "invalid_sent_at:later,invalid_timestamp:soon");
}

TEST_CASE("a time that cannot be read is replaced with a warning") {
    for (const std::string json : {"\"soon\"", "true", "[1, 2]", "{}", "-1", "\"\""}) {
        CAPTURE(json);
        const auto event = at(json);
        CHECK(event->timestamp_us == kReceivedAtUs);
        const auto text = json.front() == '"' ? json.substr(1, json.size() - 2) : json;
        CHECK(event.warnings() == "invalid_timestamp:" + text);
    }
}

TEST_CASE("a time that the correction moves out of the valid years is replaced") {
    const auto event = at("\"1970-01-01T00:30:00Z\"", "2024-03-01T13:00:00Z");
    CHECK(event->timestamp_us == kReceivedAtUs);
    CHECK(event.warnings() == "invalid_timestamp:1970-01-01T00:30:00Z");
}

TEST_CASE("an event may be 23 h ahead and no microsecond more") {
    const auto limit = kReceivedAtUs + 23 * 3600 * kSecondUs;
    CHECK(at("\"2024-03-02T11:00:00Z\"")->timestamp_us == limit);
    const auto late = at("\"2024-03-02T11:00:00.000001Z\"");
    CHECK(late->timestamp_us == kReceivedAtUs);
    CHECK(late.warnings() == "timestamp_in_future:2024-03-02T11:00:00.000001Z");
    CHECK(
        at("\"2024-03-05T11:00:00Z\"", "2024-03-05T12:00:00Z")->timestamp_us ==
        kReceivedAtUs - 3600 * kSecondUs
    );
}

TEST_CASE("any receive time is survived") {
    event_rules::Normalizer normalizer;
    const auto text = eventWith(R"(,"timestamp":"2024-03-01")");
    for (const auto received_at : {INT64_MIN, INT64_MIN + 1, std::int64_t{-1}, INT64_MAX}) {
        CAPTURE(received_at);
        const auto& event = normalizer.normalize({text, received_at, "2024-03-01", kFallback});
        CHECK_FALSE(event.rejected.has_value());
        CHECK(event.timestamp_us == received_at);
        CHECK(event.warnings.size() == 1);
    }
}
