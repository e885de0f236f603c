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
std::string explain(const Stack& stack, const std::string& query) {
    std::string plan;
    for (const auto& row : stack.query("EXPLAIN " + query)) {
        plan += row.at(0).value() + "\n";
    }
    return plan;
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

TEST_CASE("a run of the reconciler resolves the persons that new claims touch, and no others") {
    const Stack stack;
    seed(stack);
    const auto before = stack.value("SELECT max(started_at) FROM background_runs");
    stack.query(
        "INSERT INTO raw_events SELECT generateUUIDv4(), 0, now64(6), 'golden_key', '', '', '', "
        "'', generateUUIDv4(), '{\"event\":\"$create_alias\",\"distinct_id\":\"user-3\","
        "\"properties\":{\"alias\":\"new\"}}'"
    );
    answers(stack);
    // user-3, its two devices, and new.
    CHECK(
        stack.value(
            "SELECT max(ids) FROM (SELECT sum(rows) AS ids FROM background_runs WHERE job = "
            "'identity' AND started_at > '" +
            before + "' GROUP BY started_at)"
        ) == "4"
    );
}

TEST_CASE("reconcile makes maps and persons again from the claims, also after a kill") {
    Stack stack;
    seed(stack);
    const auto before = answers(stack);
    for (const std::string table : {"identity_state", "person_overrides", "person_rows"}) {
        stack.query("TRUNCATE TABLE " + table);
    }
    CHECK(stack.value("SELECT count() FROM persons") == "0");
    stack.query("SYSTEM STOP VIEW fold_persons");  // so that the command waits long enough
    killClickHouseDuring(stack, {"reconcile"}, "…", 1);
    const auto result = relay(stack, {"reconcile"});
    INFO(result.errors);
    CHECK(result.exit_code == 0);
    CHECK(firstDifference(answers(stack), before) == kNone);
}

TEST_CASE("reconcile after a squash and the loss of the maps gives ids back that left their person"
) {
    const Stack stack;
    seed(stack);
    REQUIRE(relay(stack, {"squash"}).exit_code == 0);
    stack.query(
        "INSERT INTO raw_events SELECT generateUUIDv4(), 0, now64(6), 'golden_key', '', '', '', "
        "'', generateUUIDv4(), '{\"event\":\"$identify\",\"distinct_id\":\"anon-4\"}'"
    );
    const auto before = answers(stack);
    stack.query("TRUNCATE TABLE identity_state");
    stack.query("TRUNCATE TABLE person_overrides");
    REQUIRE(answers(stack) != before);
    CHECK(relay(stack, {"reconcile"}).exit_code == 0);
    CHECK(firstDifference(answers(stack), before) == kNone);
}

TEST_CASE("a merge that is acknowledged while reconcile restores the map stays") {
    const Stack stack;
    identity_tests::Sender sender(stack);
    const std::string ids = "abcdef";
    for (const char id : ids) {
        sender.page({id});
        sender.identify({id}, "ann");
    }
    identity_tests::settle(stack);
    // Restoring all takes nine seconds between the reading and the writing, one id one and a half:
    // all that the reconciler does about the merge is over by then.
    stack.query("DROP TABLE person_overrides SYNC");
    stack.query(
        "CREATE TABLE person_overrides (distinct_id_hash UInt64, person_id UUID, CONSTRAINT slow "
        "CHECK sleepEachRow(0.5) = 0, CONSTRAINT slower CHECK sleepEachRow(0.49) = 0, CONSTRAINT "
        "slowest CHECK sleepEachRow(0.48) = 0) ENGINE = Join(ANY, LEFT, distinct_id_hash) SETTINGS "
        "join_any_take_last_row = 1"
    );
    int exit_code = -1;
    std::thread reconcile([&] { exit_code = relay(stack, {"reconcile"}).exit_code; });
    const auto is_writing = identity_tests::becomesTrue([&] {
        return stack.value(
                   "SELECT count() FROM system.processes WHERE read_rows > 0 AND query LIKE "
                   "'INSERT INTO person_overrides SELECT DISTINCT%'"
               ) == "1";
    });
    sender.send(R"({"event":"$identify","distinct_id":"zoe","timestamp":"2020-01-01T00:00:00Z",)"
                R"("properties":{"$anon_distinct_id":"a"}})");
    const auto person = identity_tests::eventPerson(stack, "a");
    reconcile.join();
    CHECK(is_writing);
    CHECK(exit_code == 0);
    CHECK(person == identity_tests::personOf("zoe"));
    CHECK(identity_tests::eventPerson(stack, "a") == identity_tests::personOf("zoe"));
    CHECK(identity_tests::eventPerson(stack, "b") == identity_tests::personOf("ann"));
}

TEST_CASE("what the background jobs have taken is read from their last runs, not from all") {
    const Stack stack;
    for (const std::string job : {"identity", "persons", "activity"}) {
        stack.query("INSERT INTO background_runs (job, started_at) SELECT '" + job + "', now64(6)");
        const auto plan =
            explain(stack, "actions = 1 SELECT * FROM background_progress(job = '" + job + "')");
        INFO(plan);
        CHECK(plan.find("Read type: InReverseOrder") != std::string::npos);
        CHECK(plan.find("Read type: Default") == std::string::npos);
    }
}

TEST_CASE("a background job takes a block once, unless it saw an insert under way") {
    constexpr int kEvents = 5;
    const Stack stack;
    identity_tests::Sender sender(stack);
    for (int event = 0; event < kEvents; ++event) {
        sender.send(R"({"event":"a","distinct_id":"x","$set":{"plan":"paid"}})");
        identity_tests::settle(stack);
    }
    // A run that saw none leaves nothing to the next one.
    CHECK(
        stack.value(
            "SELECT count() FROM (SELECT from_block, lagInFrame(from_block = to_block AND "
            "from_block > 1, 1, 0) OVER (ORDER BY started_at) AS was_whole, "
            "lagInFrame(to_block, 1, 0) OVER (ORDER BY started_at) AS last, to_block FROM (SELECT "
            "DISTINCT started_at, from_block, to_block FROM background_runs WHERE job = "
            "'persons')) WHERE was_whole AND to_block = last"
        ) == "0"
    );
    CHECK(
        stack.value("SELECT max(to_block) FROM background_runs WHERE job = 'persons'") ==
        std::to_string(kEvents)
    );
}

TEST_CASE("what a failed run had to do is done once the fault is mended") {
    const Stack stack;
    identity_tests::Sender sender(stack);
    sender.send(R"({"event":"a","distinct_id":"x","$set":{"plan":"free"}})");
    identity_tests::settle(stack);
    const auto view = stack.value(
        "SELECT create_table_query FROM system.tables WHERE database = currentDatabase() AND name "
        "= 'mv_fold_to_person_rows'"
    );
    stack.query("DROP VIEW mv_fold_to_person_rows SYNC");
    stack.query(
        "CREATE MATERIALIZED VIEW mv_fold_to_person_rows TO person_rows AS SELECT person_id AS id, "
        "toUInt8(throwIf(1)) AS is_deleted FROM persons_to_fold"
    );
    sender.send(R"({"event":"a","distinct_id":"x","$set":{"plan":"paid"}})");
    const auto failures = [&] {
        return std::stoi(stack.value(
            "SELECT count(DISTINCT started_at) FROM background_runs WHERE job = 'persons' AND "
            "to_block = 2"
        ));
    };
    REQUIRE(identity_tests::becomesTrue([&] { return failures() > 2; }));
    stack.query("DROP VIEW mv_fold_to_person_rows SYNC");
    stack.query(view);
    identity_tests::settle(stack);
    CHECK(
        stack.value("SELECT properties FROM persons WHERE distinct_id = 'x'") ==
        R"({"plan":"paid"})"
    );
}

TEST_CASE("a table whose blocks count from 1 again is taken from its beginning") {
    Stack stack;
    identity_tests::Sender(stack).send(R"({"event":"a","distinct_id":"x","$set":{"n":1}},)"
                                       R"({"event":"a","distinct_id":"y","$set":{"n":1}})");
    identity_tests::settle(stack);
    stack.query("TRUNCATE TABLE touched_ids");
    CHECK(identity_tests::becomesTrue([&] {
        return stack.value("SELECT done_block FROM background_progress(job = 'persons')") == "0";
    }));
    stack.query("SYSTEM STOP VIEW fold_persons");
    stack.clickhouse().kill9();
    stack.clickhouse().restart();
    stack.query("SYSTEM STOP VIEW fold_persons");
    identity_tests::Sender(stack).send(R"({"event":"a","distinct_id":"x","$set":{"n":2}})");
    identity_tests::Sender(stack).send(R"({"event":"a","distinct_id":"y","$set":{"n":2}})");
    stack.query("SYSTEM START VIEW fold_persons");
    identity_tests::settle(stack);
    CHECK(stack.value("SELECT count() FROM persons WHERE properties = '{\"n\":2}'") == "2");
}

TEST_CASE("an id that only sent events is folded by a job of its own, which finds its person") {
    const Stack stack;
    identity_tests::Sender sender(stack);
    sender.send(R"({"event":"$identify","distinct_id":"ann","timestamp":"2026-01-01T00:00:00Z"},)"
                R"({"event":"$create_alias","distinct_id":"ann","properties":{"alias":"phone"},)"
                R"("timestamp":"2026-01-02T00:00:00Z"})");
    identity_tests::settle(stack);
    const auto runs =
        "SELECT count(DISTINCT started_at) FROM background_runs WHERE job = 'persons'";
    const auto before = stack.value(runs);
    sender.send(R"({"event":"a","distinct_id":"phone","timestamp":"2026-01-03T00:00:00Z"})");
    identity_tests::settle(stack);
    CHECK(stack.value(runs) == before);
    CHECK(
        stack.value("SELECT toDate(last_seen_at) FROM persons WHERE distinct_id = 'ann'") ==
        "2026-01-03"
    );
}

TEST_CASE("the fold finds the ids of touched persons without reading all decisions") {
    const Stack stack;
    stack.query("SYSTEM STOP VIEW fold_persons");
    stack.query(
        "INSERT INTO identity_decisions (distinct_id, own_person_id, person_id, "
        "previous_person_id) "
        "SELECT toString(number), reinterpretAsUUID(sipHash128(number)) AS id, id, id FROM "
        "numbers(100000)"
    );
    // An EXPLAIN of the view itself would find nothing inserted.
    stack.query(
        "CREATE TABLE one_person ENGINE = MergeTree ORDER BY person_id AS SELECT person_id, "
        "distinct_id, own_person_id, 'persons' AS job, now64(6, 'UTC') AS started_at, 0 AS "
        "from_block, "
        "1 AS to_block "
        "FROM identity_decisions LIMIT 1"
    );
    const auto select = stack.value(
        "SELECT replaceAll(as_select, 'touched_persons', 'one_person') FROM system.tables WHERE "
        "database = currentDatabase() AND name = 'mv_touched_to_persons'"
    );
    const auto plan = explain(stack, "indexes = 1 " + select);
    INFO(plan);
    CHECK(plan.find("ReadFromMergeTree (by_person)") != std::string::npos);
}

TEST_CASE("persons are folded after a restart that finds the list of touched ids expired") {
    Stack stack;
    seed(stack);
    stack.query("TRUNCATE TABLE touched_ids");
    stack.clickhouse().stop();
    stack.clickhouse().restart();
    stack.query(
        "INSERT INTO raw_events SELECT generateUUIDv4(), 0, now64(6), 'golden_key', '', '', '', "
        "'', generateUUIDv4(), '{\"event\":\"a\",\"distinct_id\":\"new\",\"$set\":{\"a\":1}}'"
    );
    answers(stack);
    CHECK(
        stack.query("SELECT properties FROM persons WHERE distinct_id = 'new'") ==
        std::vector<test_support::TsvRow>{{R"({"a":1})"}}
    );
}

}  // namespace maintain_tests
