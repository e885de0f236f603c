#include "integration/identity/sender.h"
#include "integration/identity/settled.h"
#include "maintained_stack.h"
#include "support/catch.h"

#include <string>
#include <thread>

namespace maintain_tests {

using test_support::Stack;

// Comparing with it shows the other side in a failure.
const std::string kNone;

// What ClickHouse says to EXPLAIN with these options and this query.
// So that nothing but a command mends what a test breaks.
void stopBackground(const Stack& stack) {
    stack.query("SYSTEM STOP VIEW resolve_claims");
    stack.query("SYSTEM STOP VIEW fold_persons");
}

void loseDecisions(const Stack& stack) {
    stopBackground(stack);
    stack.query("TRUNCATE TABLE person_ids");
}

TEST_CASE("reconcile changes nothing that is right, and says so") {
    const Stack stack;
    seed(stack);
    const auto before = answers(stack);
    const auto result = relay(stack, {"reconcile"});
    INFO(result.errors);
    CHECK(result.exit_code == 0);
    CHECK(result.output.starts_with("75 ids resolved, 0 of them changed"));
    CHECK(result.output.find("claims accepted: 100\n") != std::string::npos);
    CHECK(firstDifference(answers(stack), before) == kNone);
}

TEST_CASE("reconcile stores what is missing of raw events, and says how many lacked it") {
    const Stack stack;
    seed(stack);
    const auto before = answers(stack);
    const auto rows = storedRows(stack);
    stack.query(
        "ALTER TABLE event_log DELETE WHERE distinct_id IN ('anon-7', 'anon-8') "
        "SETTINGS mutations_sync = 2"
    );
    stack.query("TRUNCATE TABLE event_problems");
    const auto lost = 1050 - std::stoul(stack.value("SELECT count() FROM event_log")) + 5;
    const auto result = relay(stack, {"reconcile"});
    INFO(result.errors);
    CHECK(result.exit_code == 0);
    CHECK(lost > 5);
    CHECK(result.output.starts_with(std::to_string(lost) + " raw events completed\n"));
    CHECK(firstDifference(answers(stack), before) == kNone);
    CHECK(firstDifference(storedRows(stack), rows) == kNone);
    CHECK(relay(stack, {"reconcile"}).output.find("completed") == std::string::npos);
}

TEST_CASE("reconcile makes decisions and persons again from the claims, also after a kill") {
    Stack stack;
    seed(stack);
    const auto before = answers(stack);
    const auto ids = knownIds(stack);
    loseDecisions(stack);
    stack.query("TRUNCATE TABLE person_rows");
    CHECK(stack.value("SELECT count() FROM persons") == "0");
    // So that the command is at work when it is killed.
    stack.query("ALTER TABLE person_rows ADD CONSTRAINT slow CHECK sleepEachRow(0.03) = 0");
    killClickHouseDuring(stack, {"reconcile"}, "deciding", 1);
    stack.query("ALTER TABLE person_rows DROP CONSTRAINT slow");
    const auto result = relay(stack, {"reconcile"});
    INFO(result.errors);
    CHECK(result.exit_code == 0);
    CHECK(firstDifference(shown(stack), before) == kNone);
    CHECK(firstDifference(knownIds(stack), ids) == kNone);
}

TEST_CASE("reconcile after the loss of the decisions gives ids back that left their person") {
    const Stack stack;
    seed(stack);
    identity_tests::Sender sender(stack);
    sender.identify("other", "anon-4");
    const auto before = answers(stack);
    loseDecisions(stack);
    CHECK(identity_tests::eventPerson(stack, "anon-5") == identity_tests::personOf("anon-5"));
    const auto result = relay(stack, {"reconcile"});
    CHECK(result.exit_code == 0);
    CHECK(result.output.starts_with("76 ids resolved, 76 of them changed; "));
    CHECK(result.output.find("claims refused, source_is_identified: 1\n") != std::string::npos);
    CHECK(firstDifference(shown(stack), before) == kNone);
}

TEST_CASE("reconcile gives an id back to itself that no claim ties to a person any more") {
    const Stack stack;
    seed(stack);
    identity_tests::Sender sender(stack);
    sender.page("anon-7");
    CHECK(identity_tests::eventPerson(stack, "anon-7") == identity_tests::personOf("user-7"));
    stopBackground(stack);
    stack.query("DELETE FROM identity_claims WHERE source = 'anon-7'");
    const auto result = relay(stack, {"reconcile"});
    INFO(result.output << result.errors);
    CHECK(result.exit_code == 0);
    CHECK(identity_tests::eventPerson(stack, "anon-7") == identity_tests::personOf("anon-7"));
    CHECK(stack.value("SELECT count() FROM persons WHERE distinct_id = 'anon-7'") == "1");
    CHECK(relay(stack, {"reconcile"}).output.starts_with("75 ids resolved, 0 of them changed"));
}

TEST_CASE("a merge that is acknowledged while reconcile decides stays") {
    const Stack stack;
    identity_tests::Sender sender(stack);
    for (const std::string id : {"a", "b", "c", "d", "e", "f"}) {
        sender.page(id);
        sender.identify(id, "ann");
    }
    identity_tests::settle(stack);
    loseDecisions(stack);
    // Each decision takes its time between the looking and the storing.
    stack.query("ALTER TABLE person_ids ADD CONSTRAINT slow CHECK sleepEachRow(0.3) = 0");
    int exit_code = -1;
    std::thread reconcile([&] { exit_code = relay(stack, {"reconcile"}).exit_code; });
    const auto is_deciding = identity_tests::becomesTrue([&] {
        return stack.value(
                   "SELECT count() > 0 FROM system.processes WHERE read_rows > 0 AND query "
                   "LIKE 'INSERT INTO%claims_to_resolve%'"
               ) == "1";
    });
    sender.send(R"({"event":"$identify","distinct_id":"zoe","timestamp":"2020-01-01T00:00:00Z",)"
                R"("properties":{"$anon_distinct_id":"a"}})");
    reconcile.join();
    stack.query("ALTER TABLE person_ids DROP CONSTRAINT slow");
    CHECK(is_deciding);
    CHECK(exit_code == 0);
    CHECK(identity_tests::eventPerson(stack, "a") == identity_tests::personOf("zoe"));
    CHECK(identity_tests::eventPerson(stack, "b") == identity_tests::personOf("ann"));
}

TEST_CASE("what a fold that failed had to do is done once the fault is mended") {
    const Stack stack;
    identity_tests::Sender sender(stack);
    sender.send(R"({"event":"a","distinct_id":"x","$set":{"plan":"free"}})");
    identity_tests::settle(stack);
    stack.query("ALTER TABLE person_rows ADD CONSTRAINT broken CHECK 0");
    sender.send(R"({"event":"a","distinct_id":"x","$set":{"plan":"paid"}})");
    REQUIRE(identity_tests::becomesTrue([&] {
        return stack.value(
                   "SELECT exception != '' FROM system.view_refreshes WHERE database = "
                   "currentDatabase() AND view = 'fold_persons'"
               ) == "1";
    }));
    stack.query("ALTER TABLE person_rows DROP CONSTRAINT broken");
    identity_tests::waitForBackground(stack);
    CHECK(
        stack.value("SELECT properties FROM persons WHERE distinct_id = 'x'") ==
        R"({"plan":"paid"})"
    );
}

TEST_CASE("events alone move the times of a person within a minute") {
    const Stack stack;
    identity_tests::Sender sender(stack);
    sender.send(R"({"event":"$create_alias","distinct_id":"ann","properties":{"alias":"phone",)"
                R"("$set":{"n":1}},"timestamp":"2026-01-02T00:00:00Z"})");
    identity_tests::settle(stack);
    sender.send(R"({"event":"a","distinct_id":"phone","timestamp":"2026-01-03T00:00:00Z"})");
    identity_tests::waitForBackground(stack);
    CHECK(
        stack.value("SELECT toDate(last_seen_at) FROM persons WHERE distinct_id = 'ann'") ==
        "2026-01-03"
    );
}

TEST_CASE("the fold finds the ids of touched persons without reading all decisions") {
    const Stack stack;
    stopBackground(stack);
    stack.query(
        "INSERT INTO person_ids (own_person_id, distinct_id, root, person_id, decided_at) SELECT "
        "reinterpretAsUUID(sipHash128(number)) AS id, toString(number), toString(number), id, "
        "now64(6) FROM numbers(100000)"
    );
    stack.query(
        "CREATE TABLE one_id ENGINE = Memory AS SELECT own_person_id, 1 AS is_changed, "
        "now64(6, 'UTC') AS stored_by, stored_by AS folded_at FROM person_ids LIMIT 1"
    );
    const auto rows = "SELECT count() FROM (" +
                      stack.value(
                          "SELECT replaceAll(as_select, 'touched_ids', 'one_id') FROM "
                          "system.tables WHERE database = currentDatabase() AND name = "
                          "'mv_touched_to_persons'"
                      ) +
                      ") SETTINGS max_rows_to_read = 50000";
    CHECK(stack.value(rows) == "1");
    CHECK_THROWS_WITH(
        stack.value(rows + ", optimize_use_projections = 0"), Catch::Contains("TOO_MANY_ROWS")
    );
}

TEST_CASE("a claim that no quick turn took is decided about, also soon after the first start") {
    const Stack stack;
    stack.query("SYSTEM STOP VIEW resolve_claims");
    stack.query(
        "INSERT INTO identity_claims SELECT 'late', generateUUIDv4(1), 'ann', generateUUIDv4(2), "
        "'plain', now64(6), generateUUIDv4(3), '', 0, now()"
    );
    REQUIRE(identity_tests::becomesTrue([&] {
        return stack.value("SELECT max(claimed_at) < now() - 14 FROM identity_claims") == "1";
    }));
    stack.query("SYSTEM START VIEW resolve_claims");
    CHECK(identity_tests::becomesTrue(
        [&] { return stack.value("SELECT groupUniqArray(root) FROM person_ids") == "['ann']"; },
        std::chrono::seconds{75}
    ));
}

TEST_CASE("what came last before a long outage is folded after it") {
    Stack stack;
    stack.query("SYSTEM STOP VIEW fold_persons");
    identity_tests::Sender(stack).send(R"({"event":"a","distinct_id":"new","$set":{"a":1}})");
    for (const std::string table : {"id_activity", "person_properties"}) {
        stack.query(
            "CREATE TABLE late ENGINE = Memory AS SELECT * REPLACE (touched_at - INTERVAL 1 DAY "
            "AS touched_at) FROM " +
            table
        );
        stack.query("TRUNCATE TABLE " + table);
        stack.query("INSERT INTO " + table + " SELECT * FROM late");
        stack.query("DROP TABLE late");
    }
    stack.clickhouse().kill9();
    stack.clickhouse().restart();
    CHECK(identity_tests::becomesTrue([&] {
        return stack.value("SELECT groupArray(properties) FROM persons") == R"(['{"a":1}'])";
    }));
}

TEST_CASE("persons are folded after a restart") {
    Stack stack;
    seed(stack);
    identity_tests::Sender(stack).send(R"({"event":"a","distinct_id":"new","$set":{"a":1}})");
    stack.clickhouse().kill9();
    stack.clickhouse().restart();
    identity_tests::waitForBackground(stack);
    CHECK(stack.value("SELECT properties FROM persons WHERE distinct_id = 'new'") == R"({"a":1})");
}

}  // namespace maintain_tests
