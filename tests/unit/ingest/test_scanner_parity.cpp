#include "event_rules/normalizer.h"
#include "ingest/batch_scanner.h"
#include "support/catch.h"

#include <random>
#include <string>
#include <vector>

namespace {

using Verdict = std::optional<event_rules::RejectReason>;

Verdict normalizerVerdict(std::string_view text) {
    event_rules::Normalizer normalizer;
    return normalizer.normalize({text, 0, "", {}}).rejected;
}

const std::vector<std::string> kEvents{
    R"({"event":"e","distinct_id":"u"})",
    R"({"event":"\ud800","distinct_id":"\udc00","properties":{"a":1e999}})",
    R"({"event":" ","distinct_id":"u"})",
    R"({"event":"e","distinct_id":[],"properties":{"$distinct_id":7}})",
    R"({"event":"e","properties":{"distinct_id":"u"},"properties":[]})",
    R"({"event":"e","distinct_id":"a\u0000"})",
    R"({"event":"e","distinct_id":"u","properties":"p"})",
    R"({"event":"$set","distinct_id":"u","$set":{"a":[{"b":[]}]},"$unset":["c",{}]})",
    R"({"event":")" + std::string(201, 'n') + R"(","distinct_id":"u"})",
    R"({"event":"e","distinct_id":")" + std::string(401, 'i') + R"("})",
    R"({"event":"e","distinct_id":"u","x":)" + std::string(127, '[') + std::string(127, ']') + "}",
    R"({"event":"e","distinct_id":"u","x":)" + std::string(128, '[') + std::string(128, ']') + "}",
    "{\"x\":\"" + std::string(1024 * 1024, 'x') + "\"}",
    std::string(129, '[') + std::string(129, ']'),
    "[{\"event\":\"e\",\"distinct_id\":\"u\"}]",
    "{}",
    "null",
    "\"\\\"\"",
    "-1.5e3",
    "1e999",
};

// Breaks an event at a few places, mostly so that it stays JSON.
std::string mutate(std::string text, std::mt19937& random) {
    static constexpr std::string_view kBytes = "{}[]\",:\\u0deintf $_\x1F\xED";
    for (int i = 0; i < 2 && !text.empty(); ++i) {
        text[random() % text.size()] = kBytes[random() % kBytes.size()];
    }
    return text;
}

}  // namespace

TEST_CASE("the scanner's verdict on each event of a batch is the normalizer's") {
    std::string body = R"({"batch":[)";
    for (const auto& event : kEvents) {
        body += event + ",";
    }
    body += "0]}";
    const auto batch = relay::scanBatch(body, 1000);
    REQUIRE(batch.has_value());
    REQUIRE(batch->events.size() == kEvents.size() + 1);
    for (std::size_t i = 0; i < kEvents.size(); ++i) {
        CAPTURE(kEvents[i].substr(0, 100));
        CHECK(batch->events[i].text == kEvents[i]);
        CHECK(batch->events[i].rejected == normalizerVerdict(kEvents[i]));
    }
}

TEST_CASE("the scanner's verdict on each line is the normalizer's, also on broken ones") {
    std::mt19937 random(1);  // NOLINT(*-msc51-cpp): the same cases in every run
    for (int i = 0; i < 20'000; ++i) {
        const auto line = mutate(kEvents[random() % 12], random);
        const auto batch = relay::scanNdjson(line, 10);
        if (!batch) {
            continue;
        }
        CAPTURE(line);
        REQUIRE(batch->events.at(0).rejected == normalizerVerdict(batch->events[0].text));
    }
}

TEST_CASE("one event alone in a batch is judged as on its own, also a broken one") {
    std::mt19937 random(2);  // NOLINT(*-msc51-cpp): the same cases in every run
    int judged = 0;
    for (int i = 0; i < 20'000; ++i) {
        const auto text = mutate(kEvents[random() % 12], random);
        const auto body = R"({"batch":[)" + text + "]}";
        const auto batch = relay::scanBatch(body, 10);
        if (!batch) {
            continue;
        }
        ++judged;
        CAPTURE(text);
        for (const auto& event : batch->events) {
            REQUIRE(event.rejected == normalizerVerdict(event.text));
        }
    }
    CHECK(judged > 1000);
}
