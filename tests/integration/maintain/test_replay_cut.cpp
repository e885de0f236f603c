#include "integration/identity/settled.h"
#include "maintained_stack.h"
#include "support/catch.h"

#include <atomic>
#include <chrono>
#include <future>
#include <string>
#include <thread>

// Replays that are cut short at every step, and replays amid inserts.
namespace maintain_tests {

using test_support::Stack;

namespace {

const std::vector<std::string> kEverything{"replay", "--from", "2020-01-01", "--to", "2100-01-01"};
const std::vector<std::string> kNothing{"replay", "--from", "2020-01-01", "--to", "2020-01-02"};
const std::vector<std::string> kRejected{"replay", "--rejected"};

// What other rules might have left: columns, claims and rejections.
void damage(const Stack& stack) {
    stack.query(
        "ALTER TABLE event_log UPDATE current_url = 'wrong' WHERE cityHash64(uuid) % 100 < 5 "
        "SETTINGS mutations_sync = 1"
    );
    claimAgain(stack);
    rejectAgain(stack, "seq BETWEEN 60 AND 65");
}

std::string unfinishedDeletes(const std::string& table) {
    return "SELECT count() > 0 FROM system.mutations WHERE database = currentDatabase() AND table "
           "= '" +
           table + "' AND NOT is_done";
}

// Cuts the command short within its DELETE from the table.
void killWithinDelete(
    Stack& stack,
    const std::vector<std::string>& arguments,
    const std::string& table
) {
    stack.query("SYSTEM STOP MERGES " + table);
    killDuring(stack, arguments, unfinishedDeletes(table), Victim::kClickHouse);
}

void failToStoreEvents(const Stack& stack, const std::vector<std::string>& arguments) {
    stack.query("ALTER TABLE event_log ADD CONSTRAINT broken CHECK event = ''");
    CHECK(relay(stack, arguments).exit_code == 1);
    stack.query("ALTER TABLE event_log DROP CONSTRAINT broken");
}

// Properties come after both tables; a constraint of theirs would be copied to the tables of the
// comparison.
void failToStoreAnything(const Stack& stack, const std::vector<std::string>& arguments) {
    const std::vector<std::string> tables{"event_log", "identity_claims"};
    for (const auto& table : tables) {
        stack.query("ALTER TABLE " + table + " ADD CONSTRAINT broken CHECK 0");
    }
    const auto failed = relay(stack, arguments);
    for (const auto& table : tables) {
        stack.query("ALTER TABLE " + table + " DROP CONSTRAINT broken");
    }
    INFO(failed.errors << failed.output);
    CHECK(failed.exit_code == 1);
    CHECK(
        failed.errors.find("relay: cut short amid a change, which relay replay of any kind and "
                           "relay reconcile complete: ") != std::string::npos
    );
}

const std::string kCompleting = "completing a change of an earlier replay, which was cut short\n";

}  // namespace

TEST_CASE("a replay that cannot store anything takes nothing away, and is completed by any replay"
) {
    const auto next = GENERATE(values<std::vector<std::string>>(
        {kNothing,
         {"replay", "--rejected", "--reason", "none_of_it"},
         {"replay", "--file", "-"},
         {"reconcile"}}
    ));
    CAPTURE(next);
    const Stack stack;
    seed(stack);
    const auto rows = storedRows(stack);
    const auto ids = knownIds(stack);
    const auto all = answers(stack);
    damage(stack);
    const auto damaged = storedRows(stack);
    failToStoreAnything(stack, kEverything);
    CHECK(firstDifference(storedRows(stack), damaged).empty());
    const auto dry =
        relay(stack, {"replay", "--from", "2020-01-01", "--to", "2020-01-02", "--dry-run"});
    CHECK(dry.exit_code == 0);
    CHECK(dry.output.starts_with("an earlier replay was cut short amid a change; "));
    const auto done = relay(stack, next);
    INFO(done.errors << done.output);
    CHECK(done.exit_code == 0);
    CHECK(done.output.starts_with(kCompleting));
    CHECK(firstDifference(storedRows(stack), rows).empty());
    CHECK(firstDifference(knownIds(stack), ids).empty());
    CHECK(firstDifference(shown(stack), all).empty());
    CHECK(relay(stack, kEverything).output.find("nothing to change\n") != std::string::npos);
}

TEST_CASE("what a killed replay left too many goes with the next command") {
    Stack stack;
    seed(stack);
    const auto rows = storedRows(stack);
    const auto all = answers(stack);
    damage(stack);
    stack.query("SYSTEM STOP MERGES event_log");
    killDuring(stack, kEverything, unfinishedDeletes("event_log"), Victim::kRelay);
    CHECK(stack.value("SELECT count() > 1050 FROM event_log") == "1");
    CHECK(
        stack.value("SELECT uniqExact(target) FROM identity_claims WHERE source = 'anon-7'") == "2"
    );
    stack.query("SYSTEM START MERGES event_log");
    const auto done = relay(stack, kRejected);
    INFO(done.errors << done.output);
    CHECK(done.exit_code == 0);
    CHECK(done.output.starts_with(kCompleting));
    CHECK(firstDifference(storedRows(stack), rows).empty());
    CHECK(firstDifference(shown(stack), all).empty());
}

TEST_CASE(
    "properties that a cut replay took away come back after their raw events expired, and a "
    "migration"
) {
    Stack stack;
    seed(stack);
    const auto rows = storedRows(stack);
    stack.query(
        "INSERT INTO person_properties (own_person_id, key, last_set) SELECT own_person_id, key, "
        "tuple(last_set.1, last_set.2, last_set.3, '~') FROM person_properties FINAL"
    );
    killWithinDelete(stack, kEverything, "person_properties");
    CHECK(identity_tests::becomesTrue([&] {
        return stack.value(unfinishedDeletes("person_properties")) == "0";
    }));
    REQUIRE(stack.value("SELECT count() FROM person_properties") == "0");
    stack.query("TRUNCATE TABLE raw_events");
    stack.query("ALTER TABLE normalized_events ADD COLUMN later String AFTER seq");
    const auto done = relay(stack, kNothing);
    INFO(done.errors << done.output);
    CHECK(done.exit_code == 0);
    CHECK(done.output.starts_with(kCompleting));
    CHECK(firstDifference(storedRows(stack), rows).empty());
}

TEST_CASE("a replay of rejected events that was cut short is completed by one of a range") {
    Stack stack;
    seed(stack);
    const auto rows = storedRows(stack);
    rejectSome(stack);
    failToStoreAnything(stack, kRejected);
    stack.query("ALTER TABLE normalized_events ADD COLUMN later String AFTER seq");
    const auto done = relay(stack, kNothing);
    INFO(done.errors << done.output);
    CHECK(done.exit_code == 0);
    CHECK(done.output.starts_with(kCompleting));
    CHECK(firstDifference(storedRows(stack), rows).empty());
}

TEST_CASE("reconcile leaves alone what a replay is changing") {
    Stack stack;
    seed(stack);
    const auto rows = storedRows(stack);
    damage(stack);
    stack.query("SYSTEM STOP MERGES event_log");
    auto replay = std::async(std::launch::async, [&] { return relay(stack, kEverything); });
    const auto is_changing = identity_tests::becomesTrue([&] {
        return stack.value(unfinishedDeletes("event_log")) == "1";
    });
    auto reconcile = std::async(std::launch::async, [&] { return relay(stack, {"reconcile"}); });
    CHECK(reconcile.wait_for(std::chrono::seconds(4)) == std::future_status::timeout);
    stack.query("SYSTEM START MERGES event_log");
    CHECK(is_changing);
    const auto replayed = replay.get();
    INFO(replayed.errors);
    CHECK(replayed.exit_code == 0);
    const auto reconciled = reconcile.get();
    CHECK(reconciled.exit_code == 0);
    CHECK(reconciled.output.find(kCompleting) == std::string::npos);
    CHECK(firstDifference(storedRows(stack), rows).empty());
}

TEST_CASE("replay may end within the change of a slice and goes on") {
    Stack stack;
    seed(stack);
    const auto rows = storedRows(stack);
    const auto all = answers(stack);
    damage(stack);
    failToStoreEvents(stack, kEverything);
    killWithinDelete(stack, kEverything, "event_log");
    CHECK(
        relay(stack, {"replay", "--from", "2020-01-01", "--to", "2100-01-01", "--dry-run"})
            .exit_code == 0
    );
    killWithinDelete(stack, kEverything, "event_problems");
    const auto done = relay(stack, kEverything);
    INFO(done.errors << done.output);
    CHECK(done.exit_code == 0);
    CHECK(firstDifference(storedRows(stack), rows).empty());
    CHECK(firstDifference(answers(stack), all).empty());
    CHECK(relay(stack, kEverything).output.find("nothing to change\n") != std::string::npos);
}

TEST_CASE("a replay of rejected events may end at any step and goes on") {
    Stack stack;
    seed(stack);
    const auto rows = storedRows(stack);
    rejectSome(stack);
    failToStoreEvents(stack, kRejected);
    killWithinDelete(stack, kRejected, "event_log");
    CHECK(stack.value("SELECT count() FROM rejected_events") == "11");
    killWithinDelete(stack, kRejected, "event_problems");
    const auto done = relay(stack, kRejected);
    INFO(done.errors << done.output);
    CHECK(done.exit_code == 0);
    CHECK(stack.value("SELECT count() FROM event_log") == "1050");
    CHECK(firstDifference(storedRows(stack), rows).empty());
    CHECK(relay(stack, kRejected).output.find("nothing to change\n") != std::string::npos);
}

TEST_CASE("what a cut replay changed reaches the persons with the next one") {
    Stack stack;
    stack.query(
        "INSERT INTO raw_events SELECT generateUUIDv4(), 0, now64(6) - INTERVAL 2 HOUR, "
        "'golden_key', '', '', '', '', '', '', '', generateUUIDv4(), "
        "'{\"event\":\"page\",\"distinct_id\":\"q\"}'"
    );
    // A claim that an older rule would have made of it.
    stack.query(
        "INSERT INTO identity_claims SELECT 'q', person_id, 'r', "
        "toUUID('7f8c2a1e-0000-4000-8000-000000000001'), 'plain', timestamp, uuid, '', precedence, "
        "now('UTC') FROM event_log"
    );
    identity_tests::settle(stack);
    const std::string is_alone = "SELECT person_id = (SELECT person_id FROM event_log) FROM events";
    REQUIRE(stack.value(is_alone) == "0");
    killWithinDelete(stack, kEverything, "id_activity");
    REQUIRE(stack.value("SELECT count() FROM identity_claims") == "0");
    CHECK(stack.value(is_alone) == "0");
    const auto dry =
        relay(stack, {"replay", "--from", "2020-01-01", "--to", "2100-01-01", "--dry-run"});
    CHECK(
        dry.output.find("an earlier replay was cut short; the next one completes it\n") !=
        std::string::npos
    );
    const auto next = relay(stack, kRejected);
    INFO(next.errors << next.output);
    CHECK(next.exit_code == 0);
    CHECK(next.output.find("nothing to change\n") != std::string::npos);
    CHECK(stack.value(is_alone) == "1");
}

TEST_CASE("replays amid inserts lose and repeat nothing") {
    Stack stack;
    seed(stack);
    const auto rows = storedRows(stack);
    std::atomic<bool> is_over = false;
    std::atomic<int> sent = 0;
    std::thread inserts([&] {
        while (!is_over) {
            stack.query(
                "INSERT INTO raw_events SELECT generateUUIDv4(), number, now64(6), 'golden_key', "
                "'', '', '', '', '', '', '', generateUUIDv4(), concat('{\"event\":\"', if(number = "
                "2, "
                "'', "
                "'live'), '\",\"distinct_id\":\"anon-', toString(number), "
                "'\",\"timestamp\":\"2026-09-01T00:00:00Z\"}') FROM numbers(3)"
            );
            ++sent;
        }
    });
    for (int round = 0; round < 2; ++round) {
        damage(stack);
        CHECK(relay(stack, kEverything).exit_code == 0);
    }
    is_over = true;
    inserts.join();
    const auto requests = std::to_string(sent);
    CHECK(
        stack.value("SELECT toString(count() / 2) FROM event_log WHERE event = 'live'") == requests
    );
    CHECK(
        stack.value("SELECT toString(uniqExact(uuid) / 2) FROM event_log WHERE event = 'live'") ==
        requests
    );
    CHECK(stack.value("SELECT toString(count() - 5) FROM rejected_events") == requests);
    CHECK(
        stack.value("SELECT max(last_seen_at) = '2026-09-01 00:00:00' FROM id_activity WHERE "
                    "distinct_id = 'anon-1'") == "1"
    );
    stack.query("DELETE FROM event_log WHERE event = 'live'");
    stack.query("DELETE FROM event_problems WHERE received_at > now() - INTERVAL 30 MINUTE");
    CHECK(firstDifference(storedRows(stack), rows).empty());
}

}  // namespace maintain_tests
