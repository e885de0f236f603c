#include "ingest/batch_scanner.h"
#include "ingest/key_collector.h"
#include "support/catch.h"

#include <memory>
#include <string>
#include <utility>

using relay::Rejection;
using relay::scanBatch;

namespace {

constexpr std::size_t kMaxEvents = 3;
constexpr std::string_view kEvent = R"({"event":"e","distinct_id":"u"})";

Rejection rejectionOf(std::string_view body) {
    const auto scanned = scanBatch(body, kMaxEvents);
    REQUIRE_FALSE(scanned.has_value());
    return scanned.error();
}

// The result of a scan with the body that it points into.
struct Accepted {
    std::unique_ptr<const std::string> body;
    relay::ScannedBatch batch;

    const relay::ScannedBatch* operator->() const { return &batch; }
};

Accepted accepted(std::string text) {
    auto body = std::make_unique<const std::string>(std::move(text));
    auto scanned = scanBatch(*body, kMaxEvents);
    REQUIRE(scanned.has_value());
    return {std::move(body), *std::move(scanned)};
}

std::string batchOf(const std::string& events, const std::string& members = "") {
    return "{\"batch\":[" + events + "]" + members + "}";
}

std::string keyed(const std::string& key) {
    return R"({"event":"e","distinct_id":"u","api_key":)" + key + "}";
}

}  // namespace

TEST_CASE("a batch gives its events without the white space around them") {
    const std::string body = "\xEF\xBB\xBF {\"batch\" : [ " + std::string(kEvent) +
                             " ,\n[1, 2] , \"a\\\"]\" ] , \"x\":{\"batch\":[1]} } ";
    const auto batch = accepted(body);
    REQUIRE(batch->events.size() == 3);
    CHECK(batch->event_count == 3);
    CHECK(batch->events[0].text == kEvent);
    CHECK(batch->events[0].is_object);
    CHECK_FALSE(batch->events[0].rejected.has_value());
    CHECK(batch->events[1].text == "[1, 2]");
    CHECK_FALSE(batch->events[1].is_object);
    CHECK(batch->events[1].rejected == event_rules::RejectReason::kNotAnObject);
    CHECK(batch->events[2].text == "\"a\\\"]\"");
    CHECK(batch->events[0].text.data() == batch.body->data() + body.find(kEvent));
    CHECK(batch->api_key.empty());
    CHECK(batch->sent_at.empty());
}

TEST_CASE("what is no batch says why") {
    CHECK(rejectionOf("") == Rejection::kEmptyBody);
    CHECK(rejectionOf(" \r\n\t") == Rejection::kEmptyBody);
    CHECK(rejectionOf("\xEF\xBB\xBF") == Rejection::kEmptyBody);
    CHECK(rejectionOf("{") == Rejection::kInvalidJson);
    CHECK(rejectionOf(batchOf(std::string(kEvent)) + "x") == Rejection::kInvalidJson);
    CHECK(rejectionOf(std::string_view("{\"batch\":[1]}\0", 14)) == Rejection::kInvalidJson);
    CHECK(rejectionOf("{}") == Rejection::kMissingBatch);
    CHECK(rejectionOf("[]") == Rejection::kMissingBatch);
    CHECK(rejectionOf("[[1]]") == Rejection::kMissingBatch);
    CHECK(rejectionOf("7") == Rejection::kMissingBatch);
    CHECK(rejectionOf("{\"batch\":{\"a\":[1]}}") == Rejection::kMissingBatch);
    CHECK(rejectionOf("{\"a\":{\"batch\":[1]}}") == Rejection::kMissingBatch);
    CHECK(rejectionOf("{\"batch\":null}") == Rejection::kMissingBatch);
    CHECK(rejectionOf("{\"batch\":[]}") == Rejection::kEmptyBatch);
}

TEST_CASE("of two batches, keys or times the last one counts") {
    CHECK(rejectionOf("{\"batch\":[1],\"batch\":[]}") == Rejection::kEmptyBatch);
    CHECK(rejectionOf("{\"batch\":[1],\"batch\":1}") == Rejection::kMissingBatch);
    const auto batch = accepted(
        "{\"api_key\":\"a\",\"sent_at\":\"s\",\"batch\":[" + keyed("\"a\"") +
        ",2],\"batch\":[3],\"sent_at\":null,\"api_key\":\"b\"}"
    );
    CHECK(batch->event_count == 1);
    CHECK(batch->events.at(0).text == "3");
    CHECK(batch->api_key == "b");
    CHECK(batch->sent_at.empty());
}

TEST_CASE("sent_at is taken as text") {
    CHECK(accepted(batchOf("1", R"(,"sent_at":"2024\u002d01")"))->sent_at == "2024-01");
    CHECK(accepted(batchOf("1", R"(,"sent_at":17e2)"))->sent_at == "17e2");
    CHECK(accepted(batchOf("1", R"(,"sent_at":["a"])"))->sent_at.empty());
}

TEST_CASE("the api key may stand in the body and in events, but only one") {
    CHECK(accepted(batchOf(keyed("\"k\""), R"(,"api_key":"k")"))->api_key == "k");
    CHECK(
        accepted(batchOf(keyed("\"k\"") + "," + keyed("\"\"") + "," + keyed("null")))->api_key ==
        "k"
    );
    CHECK(accepted(batchOf(keyed("5")))->api_key == "5");
    CHECK(rejectionOf(batchOf(keyed("\"k\""), R"(,"api_key":"l")")) == Rejection::kConflictingKeys);
    CHECK(
        rejectionOf(batchOf(keyed("\"k\"") + "," + keyed("\"l\""))) == Rejection::kConflictingKeys
    );
    CHECK(
        rejectionOf(batchOf("1,2,3," + keyed("\"k\""), R"(,"api_key":"l")")) ==
        Rejection::kConflictingKeys
    );
    CHECK(accepted(batchOf(R"({"properties":{"api_key":"k"}})"))->api_key.empty());
}

TEST_CASE("events beyond the limit are counted but not kept") {
    CHECK(accepted(batchOf("1,2,3"))->events.size() == 3);
    const auto batch = accepted(batchOf("1,2,3,4,5"));
    CHECK(batch->events.size() == 3);
    CHECK(batch->event_count == 5);
}

TEST_CASE("an event that is nested too deep does not hide the next one") {
    const std::string deep = std::string(5000, '[') + std::string(5000, ']');
    const auto batch = accepted(batchOf("{\"a\":" + deep + "}," + std::string(kEvent)));
    CHECK(batch->events.at(0).rejected == event_rules::RejectReason::kNestingTooDeep);
    CHECK_FALSE(batch->events.at(0).is_object);
    CHECK(batch->events.at(0).text.size() == deep.size() + 6);
    CHECK_FALSE(batch->events.at(1).rejected.has_value());
    CHECK(rejectionOf(batchOf("{\"a\":" + deep)) == Rejection::kInvalidJson);
    CHECK(rejectionOf(std::string(3'000'000, '[')) == Rejection::kInvalidJson);
}

TEST_CASE("the api key of an event is found behind what rejects the event") {
    const std::string deep = std::string(200, '[') + std::string(200, ']');
    const std::string large = "\"" + std::string(1024 * 1024, 'x') + "\"";
    for (const auto& value : {deep, large}) {
        const auto batch = accepted(batchOf("{\"a\":" + value + ",\"api_key\":\"k\"}"));
        CHECK(batch->events.at(0).rejected.has_value());
        CHECK(batch->api_key == "k");
    }
    CHECK(accepted(batchOf("{\"a\":[" + deep + R"(,{"api_key":"k"}]})"))->api_key.empty());
}

TEST_CASE("of sent_at and of an unknown key only the start is kept") {
    const std::string half(1'000'000, 'x');
    const auto batch =
        accepted(batchOf("1", R"(,"sent_at":")" + half + R"(","api_key":")" + half + "\""));
    CHECK(batch->sent_at == half.substr(0, 1024));
    CHECK(batch->api_key == half.substr(0, relay::kMaxKeyBytes));
}

TEST_CASE("lone surrogates and huge numbers anywhere in the body are accepted") {
    const auto batch = accepted(
        batchOf(R"({"event":"\ud800","distinct_id":1e999})", R"(,"sent_at":"\ud800","x":1e999)")
    );
    CHECK(batch->events.at(0).text == R"({"event":"\ud800","distinct_id":1e999})");
    CHECK_FALSE(batch->events.at(0).rejected.has_value());
    CHECK(batch->sent_at == "\xEF\xBF\xBD");
}

TEST_CASE("an element that is no JSON is one rejected event among the others") {
    const std::string good(kEvent);
    for (const std::string bad :
         {R"({"event":"e","distinct_id":"u","properties":{"a":NaN}})",
          R"({"event":"e","n":-Infinity})",
          R"({'event':'e','distinct_id':'u'})",
          R"({"event":"e","distinct_id":"u",})",
          R"({"event":"e" "distinct_id":"u"})",
          "{\"a\":\"\x1F\"}",
          "{\"a\":\"line\nbreak\"}",
          R"({"a":"\x"})",
          "nope",
          "{a:[1,{b:2}]}"}) {
        CAPTURE(bad);
        const auto batch = accepted(
            "\xEF\xBB\xBF {\"sent_at\":\"s\",\"batch\":[" + good + " , " + bad + " ," + good +
            "],\"api_key\":\"k\"}"
        );
        REQUIRE(batch->event_count == 3);
        CHECK(batch->events[0].text == kEvent);
        CHECK_FALSE(batch->events[0].rejected);
        CHECK(batch->events[1].text == bad);
        CHECK_FALSE(batch->events[1].is_object);
        CHECK(batch->events[1].rejected == event_rules::RejectReason::kMalformedJson);
        CHECK_FALSE(batch->events[2].rejected);
        CHECK(batch->api_key == "k");
        CHECK(batch->sent_at == "s");
    }
}

TEST_CASE("a comma behind the last element is no element") {
    const auto batch = accepted(batchOf(std::string(kEvent) + " , "));
    REQUIRE(batch->event_count == 1);
    CHECK_FALSE(batch->events[0].rejected);
}

TEST_CASE("beside a bad element the rules of the envelope hold as ever") {
    CHECK(accepted(batchOf("NaN," + keyed("\"k\"")))->api_key == "k");
    CHECK(
        rejectionOf(batchOf("NaN," + keyed("\"k\""), R"(,"api_key":"l")")) ==
        Rejection::kConflictingKeys
    );
    const auto last = accepted(R"({"batch":[1,2],"batch":[NaN]})");
    CHECK(last->event_count == 1);
    CHECK(rejectionOf(R"({"batch":[NaN],"batch":1})") == Rejection::kMissingBatch);
    CHECK(rejectionOf(R"({"batch":[NaN],"batch":[]})") == Rejection::kEmptyBatch);
    CHECK(rejectionOf(R"({"api_key":"k","x":[NaN]})") == Rejection::kInvalidJson);
    const auto many = accepted(batchOf("NaN,1,2,3,4"));
    CHECK(many->event_count == 5);
    CHECK(many->events.size() == kMaxEvents);
    const std::string deep = std::string(5000, '[') + std::string(5000, ']');
    CHECK(
        accepted(batchOf("NaN," + deep))->events.at(1).rejected ==
        event_rules::RejectReason::kNestingTooDeep
    );
}

TEST_CASE("where elements cannot be told apart, the body names the byte where it breaks") {
    const auto brokenAt = [](const std::string& body) {
        CHECK(rejectionOf(body) == Rejection::kInvalidJson);
        return relay::findInvalidByte(body);
    };
    CHECK(brokenAt("no json") == 1);
    CHECK(brokenAt("\xEF\xBB\xBF {\"batch\":[{\"a\":1]}") == 20);
    CHECK(brokenAt(R"({"batch":[{"a":"b},{"a":"b"}]})") == 21);
    CHECK(brokenAt(R"({"batch":[1,,2]})") == 12);
    CHECK(brokenAt(R"({"batch":[,1]})") == 10);
    CHECK(brokenAt(R"({"batch":[1}})") == 11);
    CHECK(brokenAt(R"({"batch":[1)") == 11);
    CHECK(brokenAt(R"({"batch":[{"a":1]})") == 16);
    CHECK(brokenAt(R"({"batch":[{"a":[1}]})") == 17);
    CHECK(brokenAt(R"({"api_key":NaN,"batch":[1]})") == 11);
    CHECK(brokenAt(R"({"batch":[1],})") == 13);
    CHECK(brokenAt(R"({"batch":[1]} {})") == 14);
    CHECK(brokenAt("{\"batch\":[1],\"a\":\"\n\"}") == 18);
    CHECK(brokenAt("{\"batch\":[1]}" + std::string(1, '\0')) == 13);
}
