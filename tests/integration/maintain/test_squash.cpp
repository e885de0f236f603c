#include "maintained_stack.h"
#include "support/catch.h"

namespace maintain_tests {

using test_support::Stack;

// Comparing with it shows the other side in a failure.
const std::string kNone;

namespace {

// As if no id had been seen for more than a day.
void forgetTouches(const Stack& stack) {
    stack.query("TRUNCATE TABLE touched_ids");
}

void post(const Stack& stack, const std::string& event) {
    stack.query(
        "INSERT INTO raw_events SELECT generateUUIDv4(), 0, now64(6), 'golden_key', '', '', '', "
        "'', generateUUIDv4(), '" +
        event + "'"
    );
}

}  // namespace

TEST_CASE("a squash changes no answer, empties the map, and late events still end right at once") {
    const Stack stack;
    seed(stack);
    const auto before = answers(stack);
    const auto first = relay(stack, {"squash"});
    INFO(first.errors);
    CHECK(first.exit_code == 0);
    CHECK(first.output.find("1000 events rewritten") != std::string::npos);
    CHECK(firstDifference(answers(stack), before) == kNone);
    CHECK(
        stack.value("SELECT count() FROM event_log AS l INNER JOIN events AS e USING uuid WHERE "
                    "l.person_id != e.person_id") == "0"
    );

    forgetTouches(stack);
    const auto second = relay(stack, {"squash"});
    CHECK(second.output.find("0 events rewritten") != std::string::npos);
    CHECK(stack.value("SELECT count() FROM person_overrides") == "0");
    CHECK(firstDifference(answers(stack), before) == kNone);

    post(stack, R"({"event":"late","distinct_id":"anon-3"})");
    CHECK(
        stack.value("SELECT person_id FROM events WHERE event = 'late'") ==
        stack.value("SELECT DISTINCT person_id FROM events WHERE distinct_id = 'user-3'")
    );
    // user-3 keeps anon-3 only until an earlier claim comes.
    post(
        stack,
        R"({"event":"$identify","distinct_id":"other","timestamp":"2026-06-01T00:00:00Z","properties":{"$anon_distinct_id":"anon-3"}})"
    );
    CHECK(
        stack.value(
            "SELECT uniqExact(person_id) FROM events WHERE distinct_id IN ('anon-3', 'other')"
        ) == "1"
    );
    // Known by itself, it has its events back, squashed ones too.
    const auto own =
        stack.value("SELECT any(source_person_id) FROM identity_claims WHERE source = 'anon-4'");
    post(stack, R"({"event":"$identify","distinct_id":"anon-4"})");
    CHECK(stack.value("SELECT DISTINCT person_id FROM events WHERE distinct_id = 'anon-4'") == own);
    const auto after = answers(stack);
    CHECK(relay(stack, {"squash"}).exit_code == 0);
    forgetTouches(stack);
    CHECK(relay(stack, {"squash"}).exit_code == 0);
    CHECK(firstDifference(answers(stack), after) == kNone);
}

TEST_CASE("a squash may be killed anywhere and is finished by the next one") {
    Stack stack;
    seed(stack);
    const auto before = answers(stack);
    forgetTouches(stack);
    for (const std::size_t partitions : {1U, 4U, 7U}) {
        INFO(partitions);
        killClickHouseDuring(stack, {"squash"}, "events to rewrite", partitions);
        CHECK(firstDifference(answers(stack), before) == kNone);
        forgetTouches(stack);
    }
    const auto result = relay(stack, {"squash"});
    INFO(result.errors);
    CHECK(result.exit_code == 0);
    CHECK(firstDifference(answers(stack), before) == kNone);
    CHECK(stack.value("SELECT count() FROM person_overrides") == "0");
    CHECK(
        stack.value("SELECT count() FROM system.tables WHERE database = currentDatabase() AND name "
                    "LIKE '%_next'") == "0"
    );
}

TEST_CASE("copies of an event days apart end as one event, and count once in persons") {
    const Stack stack;
    // One device clock is a year behind; the copy is sent, and received, three days later.
    const auto receive = [&](const std::string& days_ago,
                             const std::string& sent_at,
                             const std::string& copy) {
        stack.query(
            "INSERT INTO raw_events SELECT generateUUIDv4(), 0, toDateTime64(today(), 6, "
            "'UTC') - INTERVAL " +
            days_ago + " DAY, 'golden_key', '', '', '', '" + sent_at + "', generateUUIDv4(), '" +
            R"({"event":"copied","distinct_id":"d","uuid":"5e9e7a11-0000-4000-8000-00000000c0b1",)" +
            R"("timestamp":"2025-06-07T11:00:00Z","$set":{"copy":")" + copy + R"("}})" + "'"
        );
    };
    receive("3", "2025-06-07T12:00:00Z", "first");
    receive("0", "2025-06-07T12:00:00Z", "second");
    const auto first =
        stack.value("SELECT toString(min(received_at) - INTERVAL 1 HOUR) FROM raw_events");
    CHECK(stack.value("SELECT uniqExact(uuid) FROM events") == "1");
    CHECK(stack.value("SELECT count() FROM events") == "2");
    CHECK(
        stack.value("SELECT toString(timestamp) FROM events ORDER BY inserted_at LIMIT 1 BY uuid"
        ) == first
    );
    const auto result = relay(stack, {"squash"});
    INFO(result.errors);
    CHECK(result.output.find("1 later copies removed") != std::string::npos);
    const auto all = answers(stack);
    CHECK(stack.value("SELECT toString(timestamp) FROM events") == first);
    CHECK(stack.value("SELECT properties FROM persons") == R"({"copy":"first"})");
    CHECK(stack.value("SELECT toString(last_seen_at) FROM persons") == first);
    CHECK(relay(stack, {"squash"}).output.find("0 later copies removed") != std::string::npos);
    CHECK(firstDifference(answers(stack), all) == kNone);
}

}  // namespace maintain_tests
