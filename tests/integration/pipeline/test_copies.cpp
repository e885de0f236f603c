#include "support/catch.h"
#include "support/http_exchange.h"
#include "support/stack.h"

#include <string>

namespace {

using test_support::Stack;

const std::string kUuid = "5e9e7a11-0000-4000-8000-00000000c0b1";

std::string copy(const std::string& which) {
    return R"({"event":"copied","distinct_id":"d","uuid":")" + kUuid +
           R"(","timestamp":"2025-06-01T00:00:00Z","properties":{"copy":")" + which +
           R"("},"$set":{"copy":")" + which + R"("}})";
}

void post(const Stack& stack, const std::string& events) {
    test_support::HttpConnection connection(stack.url());
    const auto reply = connection.call(
        {"POST",
         "/batch/",
         {{"Content-Type", "application/json"}},
         R"({"api_key":"golden_key","batch":[)" + events + "]}"}
    );
    REQUIRE(reply.status == 200);
}

// The properties of every stored copy and the value that the person has, after all merges.
std::string storedCopies(const Stack& stack) {
    stack.query("OPTIMIZE TABLE event_log FINAL");
    stack.query("OPTIMIZE TABLE person_properties FINAL");
    std::string all;
    for (const char* source : {"properties FROM events", "last_set.value FROM person_properties"}) {
        for (const auto& row : stack.query(std::string("SELECT ") + source)) {
            all += row.at(0).value() + "\n";
        }
    }
    return all;
}

const std::string kFirst = "{\"copy\":\"first\"}\n\"first\"\n";

}  // namespace

TEST_CASE("of copies in several requests the first received one wins") {
    const Stack stack;
    for (const char* which : {"first", "second", "third"}) {
        post(stack, copy(which));
    }
    CHECK(stack.value("SELECT properties FROM event_log FINAL") == R"({"copy":"first"})");
    CHECK(stack.value("SELECT uniqExact(uuid) FROM events") == "1");
    CHECK(storedCopies(stack) == kFirst);
    CHECK(stack.value("SELECT count() FROM raw_events") == "3");
}

TEST_CASE("of copies in one request the first one wins") {
    const Stack stack;
    post(stack, copy("first") + "," + copy("second") + "," + copy("third"));
    CHECK(storedCopies(stack) == kFirst);
    CHECK(stack.value("SELECT count() FROM raw_events") == "3");
}

TEST_CASE("the first received copy wins also when it is stored last") {
    const Stack stack;
    post(stack, copy("second"));
    stack.query(
        "INSERT INTO raw_events SELECT * REPLACE (received_at - INTERVAL 10 SECOND AS received_at, "
        "generateUUIDv4() AS batch_id, replaceAll(event, 'second', 'first') AS event) FROM "
        "raw_events"
    );
    CHECK(storedCopies(stack) == kFirst);
}

TEST_CASE("events without a uuid keep the one the relay drew, and are all kept") {
    const Stack stack;
    const std::string event =
        R"({"event":"same","distinct_id":"d","timestamp":"2025-06-01T00:00:00Z"})";
    post(stack, event + "," + event);
    post(stack, event);
    stack.query("OPTIMIZE TABLE event_log FINAL");
    CHECK(
        stack.query("SELECT uuid FROM events ORDER BY toString(uuid)") ==
        stack.query("SELECT fallback_uuid FROM raw_events ORDER BY toString(fallback_uuid)")
    );
    CHECK(stack.value("SELECT uniqExact(uuid) FROM events") == "3");
}
