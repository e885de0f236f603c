#include "support/catch.h"
#include "support/http_exchange.h"
#include "support/stack.h"

#include "integration/identity/settled.h"

#include <string>
#include <vector>

namespace {

// Comparing with it shows the other side in a failure.
const std::string kNothing;

using test_support::Stack;

// "name type" of every column, in order.
std::vector<std::string> columnsOf(const Stack& stack, const std::string& name) {
    std::vector<std::string> columns;
    for (const auto& row : stack.query("DESCRIBE TABLE " + name)) {
        columns.push_back(row.at(0).value() + " " + row.at(1).value());
    }
    return columns;
}

std::vector<std::string> namesOf(const Stack& stack, const std::string& view) {
    std::vector<std::string> names;
    for (const std::string& column : columnsOf(stack, view)) {
        names.push_back(column.substr(0, column.find(' ')));
    }
    return names;
}

const std::vector<std::string> kEvents{
    "uuid UUID",
    "api_key LowCardinality(String)",
    "event LowCardinality(String)",
    "distinct_id String",
    "person_id UUID",
    "session_id String",
    "session_id_uuid Nullable(UUID)",
    "window_id String",
    "window_id_uuid Nullable(UUID)",
    "elements_chain String",
    "timestamp DateTime64(6, 'UTC')",
    "inserted_at DateTime64(6, 'UTC')",
    "ip String",
    "user_agent String",
    "current_url String",
    "host String",
    "properties String",
    "is_deleted Int8"};

const std::vector<std::string> kPersons{
    "distinct_id String",
    "id UUID",
    "properties String",
    "created_at DateTime64(6, 'UTC')",
    "updated_at DateTime64(6, 'UTC')",
    "last_seen_at DateTime64(6, 'UTC')",
    "is_identified Int8",
    "is_deleted Int8",
    "version Int64"};

const std::vector<std::string> kDistinctIds{
    "distinct_id String",
    "person_id UUID",
    "created_at DateTime64(6, 'UTC')",
    "is_deleted Int8",
    "version Int64"};

const std::vector<std::string> kSessions{
    "api_key",
    "session_id",
    "distinct_id",
    "person_id",
    "started_at",
    "ended_at",
    "duration_seconds",
    "urls",
    "entry_url",
    "exit_url",
    "host",
    "event_count",
    "pageview_count",
    "autocapture_count",
    "event_names"};

void postVisit(const Stack& stack) {
    test_support::HttpConnection connection(stack.url());
    const auto reply = connection.call(
        {"POST",
         "/batch/",
         {{"Content-Type", "application/json"}},
         R"({"api_key":"golden_key","batch":[
            {"event":"$pageview","distinct_id":"user_123","timestamp":"2025-06-01T00:00:00Z",
             "properties":{"$session_id":"s","$current_url":"https://x.example/","$set":{"a":1}}},
            {"event":"$identify","distinct_id":"user_123","timestamp":"2025-06-01T00:00:10Z",
             "properties":{"$session_id":"s","$current_url":"https://x.example/in",
                           "$anon_distinct_id":"anon_123"}}]})"}
    );
    REQUIRE(reply.status == 200);
}

}  // namespace

TEST_CASE("the four names have the columns and types of the design") {
    const Stack stack;
    CHECK(columnsOf(stack, "events") == kEvents);
    CHECK(columnsOf(stack, "persons") == kPersons);
    CHECK(columnsOf(stack, "person_distinct_ids") == kDistinctIds);
    CHECK(namesOf(stack, "sessions") == kSessions);
}

TEST_CASE("the five names answer, with FINAL too") {
    const Stack stack;
    postVisit(stack);
    identity_tests::settle(stack);
    const std::string person = "c0486609-82cd-5d27-a86e-f354f09b7ee0";
    for (const std::string final : {"", " FINAL"}) {
        INFO("with" << final);
        CHECK(stack.value("SELECT count() FROM events" + final) == "2");
        CHECK(stack.value("SELECT DISTINCT person_id FROM events" + final) == person);
        CHECK(stack.value("SELECT id FROM persons" + final) == person);
        CHECK(stack.value("SELECT properties FROM persons" + final) == R"({"a":1})");
        CHECK(stack.value("SELECT is_identified FROM persons" + final) == "1");
        CHECK(stack.value("SELECT DISTINCT person_id FROM person_distinct_ids" + final) == person);
        CHECK(stack.value("SELECT exit_url FROM sessions" + final) == "https://x.example/in");
        CHECK(stack.value("SELECT duration_seconds FROM sessions" + final) == "10");
        CHECK(stack.value("SELECT count() FROM groups" + final) == "0");
        CHECK(stack.value("SELECT e.event FROM events AS e" + final + " LIMIT 1") != kNothing);
    }
}
