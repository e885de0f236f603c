#include "ingest/batch_scanner.h"
#include "support/catch.h"

#include <string>

using relay::Rejection;
using relay::scanCapture;

namespace {

constexpr std::size_t kMaxEvents = 3;
const std::string kEvent = R"({"event":"e","distinct_id":"u"})";

}  // namespace

TEST_CASE("a batch, an array and a single event are all taken") {
    const auto batch = "{\"batch\":[" + kEvent + "," + kEvent + "],\"token\":\"k\"}";
    const auto array = " [" + kEvent + " ,\n" + kEvent + "] ";
    const auto of_batch = scanCapture(batch, kMaxEvents);
    REQUIRE(of_batch);
    CHECK(of_batch->event_count == 2);
    CHECK(of_batch->api_key == "k");
    const auto of_array = scanCapture(array, kMaxEvents);
    REQUIRE(of_array);
    REQUIRE(of_array->event_count == 2);
    CHECK(of_array->events[1].text == kEvent);
    const auto single = scanCapture(kEvent, kMaxEvents);
    REQUIRE(single);
    REQUIRE(single->event_count == 1);
    CHECK(single->events[0].text == kEvent);
    CHECK_FALSE(single->events[0].rejected);
}

TEST_CASE("elements of an array are judged one by one") {
    const auto array = "[NaN," + kEvent + R"(,{"event":"e","distinct_id":"u","api_key":"k"},4,5])";
    const auto scanned = scanCapture(array, kMaxEvents);
    REQUIRE(scanned);
    CHECK(scanned->event_count == 5);
    CHECK(scanned->events.size() == kMaxEvents);
    CHECK(scanned->events[0].rejected == event_rules::RejectReason::kMalformedJson);
    CHECK(scanned->api_key == "k");
}

TEST_CASE("an array of odd elements is the same in one pass as one by one") {
    const std::string elements = kEvent + R"(,[],[[1]],"x",{"batch":[1],"api_key":"k"})";
    const auto sound = "[" + elements + "]";
    const auto broken = "[" + elements + ",NaN]";
    const auto whole = scanCapture(sound, 10);
    const auto apart = scanCapture(broken, 10);
    REQUIRE(whole);
    REQUIRE(apart);
    CHECK(whole->event_count == 5);
    CHECK(whole->api_key == "k");
    for (std::size_t i = 0; i < whole->events.size(); ++i) {
        CHECK(whole->events[i].text == apart->events[i].text);
        CHECK(whole->events[i].is_object == apart->events[i].is_object);
        CHECK(whole->events[i].rejected == apart->events[i].rejected);
    }
}

TEST_CASE("what is none of them says why") {
    const auto rejectionOf = [](const std::string& body) {
        return scanCapture(body, kMaxEvents).error();
    };
    CHECK(rejectionOf("") == Rejection::kEmptyBody);
    CHECK(rejectionOf("[]") == Rejection::kEmptyBatch);
    CHECK(rejectionOf("[1") == Rejection::kInvalidJson);
    CHECK(rejectionOf("[1] 2") == Rejection::kInvalidJson);
    CHECK(rejectionOf("{") == Rejection::kInvalidJson);
    CHECK(rejectionOf("hello") == Rejection::kInvalidJson);
    CHECK(rejectionOf(R"({"batch":[]})") == Rejection::kEmptyBatch);
    CHECK(rejectionOf(R"({"batch":[{"api_key":"k"}],"token":"l"})") == Rejection::kConflictingKeys);
}
