#include "maintained_stack.h"
#include "support/catch.h"

#include <string>

// Raw events of several requests at one place: the same microsecond and the same seq.
namespace maintain_tests {

using test_support::Stack;

namespace {

// 150 s ago, in the same microsecond for all events of a stack.
const std::string kThen = "(SELECT at FROM then)";

void stopTheClock(const Stack& stack, const std::string& ago = "INTERVAL 150 SECOND") {
    stack.query(
        "CREATE TABLE then ENGINE = MergeTree ORDER BY at AS SELECT now64(6, 'UTC') - " + ago +
        " AS at"
    );
}

// A request of one event.
void receive(const Stack& stack, const std::string& event, const std::string& key = "golden_key") {
    stack.query(
        "INSERT INTO raw_events SELECT generateUUIDv4(), 0, " + kThen + ", '" + key +
        "', '', '', '', '', '', '', '', generateUUIDv4(), '" + event + "'"
    );
}

std::string eventOf(const std::string& distinct_id) {
    return R"({"event":"$identify","distinct_id":")" + distinct_id +
           R"(","properties":{"$anon_distinct_id":"anon-)" + distinct_id +
           R"(","$current_url":"https://a","$set":{"k":1}}})";
}

std::vector<std::string> everything(const std::string& option = "", const std::string& value = "") {
    std::vector<std::string> arguments{"replay", "--from", "2020-01-01", "--to", "2100-01-01"};
    if (!option.empty()) {
        arguments.insert(arguments.end(), {option, value});
    }
    return arguments;
}

void damage(const Stack& stack, const std::string& distinct_id) {
    stack.query(
        "ALTER TABLE event_log UPDATE current_url = 'wrong' WHERE distinct_id = '" + distinct_id +
        "' SETTINGS mutations_sync = 1"
    );
}

bool saysNothingToChange(const Stack& stack) {
    return relay(stack, everything()).output.find("nothing to change\n") != std::string::npos;
}

}  // namespace

TEST_CASE("a rejected event that passes leaves the neighbours at its place alone") {
    const Stack stack;
    stopTheClock(stack);
    for (const std::string id : {"ann", "bob", "eve"}) {
        receive(stack, eventOf(id));
    }
    const auto rows = storedRows(stack);
    rejectAgain(stack, "event LIKE '%\"bob\"%'");
    stack.query("DELETE FROM event_log WHERE distinct_id = 'bob'");
    stack.query(
        "DELETE FROM person_properties WHERE own_person_id NOT IN (SELECT person_id FROM event_log)"
    );
    // Of neighbours that nothing could bring back.
    stack.query("DELETE FROM raw_events WHERE event LIKE '%\"eve\"%'");
    const auto done = relay(stack, {"replay", "--rejected", "--reason", "old_rule"});
    INFO(done.errors << done.output);
    CHECK(done.exit_code == 0);
    CHECK(done.output.find("1 raw events, 0 stay as they are\n  newly accepted: 1\n") == 0);
    CHECK(firstDifference(storedRows(stack), rows).empty());
}

TEST_CASE("a replay of one key leaves another key's event at the same place there") {
    const Stack stack;
    stopTheClock(stack);
    receive(stack, eventOf("ann"), "golden_key");
    receive(stack, eventOf("bob"), "second_key");
    const auto rows = storedRows(stack);
    damage(stack, "ann");
    const auto done = relay(stack, everything("--api-key", "golden_key"));
    INFO(done.errors << done.output);
    CHECK(done.exit_code == 0);
    CHECK(done.output.find("column current_url: 1\n") != std::string::npos);
    CHECK(firstDifference(storedRows(stack), rows).empty());
    CHECK(saysNothingToChange(stack));
}

TEST_CASE("a replay of one key does not touch the events of others") {
    const Stack stack;
    stopTheClock(stack);
    receive(stack, eventOf("ann"), "golden_key");
    stack.query("TRUNCATE TABLE then");
    stack.query("INSERT INTO then SELECT now64(6, 'UTC') - INTERVAL 100 SECOND");
    receive(stack, eventOf("bob"), "second_key");
    damage(stack, "ann");
    damage(stack, "bob");
    const auto done = relay(stack, everything("--api-key", "golden_key"));
    CHECK(done.output.find("1 raw events, 0 stay as they are\n") != std::string::npos);
    CHECK(
        stack.value("SELECT groupArray((distinct_id, current_url)) FROM (SELECT * FROM event_log "
                    "ORDER BY distinct_id)") == "[('ann','https://a'),('bob','wrong')]"
    );
}

TEST_CASE("copies of an event at one place are one event, and a replay changes nothing") {
    const Stack stack;
    stopTheClock(stack);
    for (const std::string n : {"1", "2"}) {
        receive(
            stack,
            R"({"event":"e","uuid":"7f8c2a1e-0000-4000-8000-000000000001","distinct_id":"u",)"
            R"("timestamp":"2026-01-05T00:00:00Z","properties":{"n":)" +
                n + R"(,"$set":{"n":)" + n + "}}}"
        );
    }
    CHECK(saysNothingToChange(stack));
    stack.query("OPTIMIZE TABLE event_log FINAL");
    stack.query("OPTIMIZE TABLE person_properties FINAL");
    CHECK(saysNothingToChange(stack));
    damage(stack, "u");
    CHECK(relay(stack, everything()).exit_code == 0);
    CHECK(saysNothingToChange(stack));
    stack.query("OPTIMIZE TABLE event_log FINAL");
    CHECK(saysNothingToChange(stack));
    CHECK(stack.value("SELECT count() FROM events") == "1");
}

TEST_CASE("a copy counts at once when a replay rejects the one that was received before it") {
    const Stack stack;
    const std::string uuid = "5e9e7a11-0000-4000-8000-00000000c0b2";
    stopTheClock(stack);
    receive(stack, R"({"event":"page","uuid":")" + uuid + R"("})");
    stack.query("TRUNCATE TABLE then");
    stack.query("INSERT INTO then SELECT now64(6, 'UTC') - INTERVAL 100 SECOND");
    receive(
        stack,
        R"({"event":"page","distinct_id":"ann","timestamp":"2025-06-01T00:00:00Z","uuid":")" +
            uuid + R"("})"
    );
    const auto rows = storedRows(stack);
    // An older rule accepted the first one, and the second one merged away.
    stack.query("TRUNCATE TABLE event_problems");
    stack.query(
        "INSERT INTO event_log WITH (SELECT min(received_at) FROM raw_events) AS first SELECT * "
        "REPLACE (first AS inserted_at, bitNot(toUInt128(toUnixTimestamp64Micro(first)) * "
        "4294967296) AS precedence) FROM event_log"
    );
    stack.query("OPTIMIZE TABLE event_log FINAL");
    REQUIRE(
        stack.value("SELECT count() = 1 AND any(inserted_at) = (SELECT min(received_at) FROM "
                    "raw_events) FROM event_log") == "1"
    );
    const auto done = relay(stack, everything());
    INFO(done.errors << done.output);
    CHECK(done.exit_code == 0);
    CHECK(firstDifference(storedRows(stack), rows).empty());
    CHECK(saysNothingToChange(stack));
}

TEST_CASE("a replay does not remove events whose raw event is past its retention") {
    const Stack stack;
    stack.query("SYSTEM STOP TTL MERGES raw_events");
    stopTheClock(stack, "INTERVAL 40 DAY");
    receive(stack, eventOf("ann"));
    receive(stack, eventOf("bob"));
    const auto rows = storedRows(stack);
    stack.query("DELETE FROM raw_events WHERE event LIKE '%\"ann\"%'");
    damage(stack, "bob");
    const auto done = relay(stack, everything());
    CHECK(done.output.find("there are no raw events\n") != std::string::npos);
    CHECK(stack.value("SELECT count() FROM event_log WHERE distinct_id = 'ann'") == "1");
}

TEST_CASE("rows that are stored twice are one, and a replay leaves them") {
    const Stack stack;
    stopTheClock(stack);
    receive(stack, R"({"event":"","distinct_id":"u"})");
    receive(stack, R"({"event":"e","uuid":"bad","distinct_id":"u","$set":{"k":1}})");
    receive(stack, eventOf("ann"));
    const auto rows = storedRows(stack);
    for (const std::string table :
         {"event_log", "event_problems", "identity_claims", "person_properties", "id_activity"}) {
        stack.query("INSERT INTO " + table + " SELECT * FROM " + table);
    }
    CHECK(firstDifference(storedRows(stack), rows).empty());
    CHECK(saysNothingToChange(stack));
    CHECK(firstDifference(storedRows(stack), rows).empty());
}

TEST_CASE("all warnings of one kind that an event has are stored") {
    const Stack stack;
    stopTheClock(stack);
    receive(stack, R"({"event":"e","distinct_id":"u","$set":1,"$set_once":1,"$unset":1})");
    stack.query("OPTIMIZE TABLE event_problems FINAL");
    CHECK(
        stack.value("SELECT arraySort(groupArray(detail)) FROM ingestion_warnings") ==
        "['$set','$set_once','$unset']"
    );
    CHECK(saysNothingToChange(stack));
}

}  // namespace maintain_tests
