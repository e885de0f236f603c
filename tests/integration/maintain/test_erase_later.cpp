#include "erased_person.h"
#include "integration/identity/sender.h"
#include "integration/identity/settled.h"
#include "maintained_stack.h"
#include "support/catch.h"
#include "support/http_exchange.h"
#include "support/scratch_folder.h"

#include <filesystem>
#include <string>

// What comes of erased people after they were erased.
namespace maintain_tests {

using test_support::Stack;

namespace {

const std::string kNone;

const std::vector<std::string> kErase{"person", "erase", "gone-user"};
const std::vector<std::string> kPending{"person", "erase", "--pending"};
const std::string kRawAndAnns = "event_log\nraw_events\n";  // and the event of ann
const std::string kAnns = "event_log\n";

void post(const Stack& stack, const std::string& event) {
    identity_tests::Sender(stack).send(event);
}

void checkPendingGoes(const Stack& stack, const std::string& others) {
    const auto done = relay(stack, kPending);
    INFO(done.output << done.errors);
    CHECK(done.exit_code == 0);
    CHECK(done.output.starts_with("of erased ids there is in\n  raw_events        1\n"));
    CHECK(proof(stack, done.output) == "0");
    CHECK(tablesWithErased(stack) == kAnns);
    CHECK(relay(stack, kPending).output == "nothing is pending\n");
    CHECK(firstDifference(othersThan(stack), others) == kNone);
}

}  // namespace

TEST_CASE("a late event is kept as received alone, is not repeated, and goes with --pending") {
    const Stack stack;
    tellOfErasedPerson(stack);
    const auto others = othersThan(stack);
    REQUIRE(relay(stack, kErase).exit_code == 0);
    post(stack, kErasedEvent);
    identity_tests::settle(stack);
    CHECK(tablesWithErased(stack) == kRawAndAnns);
    const auto reconciled = relay(stack, {"reconcile"});
    CHECK(reconciled.exit_code == 0);
    CHECK(reconciled.output.find("completed") == std::string::npos);
    stack.query("SYSTEM REFRESH VIEW follow_raw");
    stack.query("SYSTEM WAIT VIEW follow_raw");
    CHECK(tablesWithErased(stack) == kRawAndAnns);
    const auto dry = relay(stack, {"person", "erase", "--pending", "--dry-run"});
    CHECK(
        dry.output ==
        "of erased ids there is in\n  raw_events        1\ndry run: nothing was changed\n"
    );
    checkPendingGoes(stack, others);
}

TEST_CASE("a claim of an erased id by somebody else is left out, and their event stays") {
    const Stack stack;
    tellOfErasedPerson(stack);
    REQUIRE(relay(stack, kErase).exit_code == 0);
    identity_tests::Sender(stack).identify("gone-anon", "eve");
    identity_tests::settle(stack);
    CHECK(
        stack.value("SELECT count() FROM person_distinct_ids WHERE distinct_id = 'gone-anon'") ==
        "0"
    );
    CHECK(stack.value("SELECT is_identified FROM persons WHERE distinct_id = 'eve'") == "1");
    CHECK(relay(stack, kPending).exit_code == 0);
    CHECK(tablesWithErased(stack) == kAnns);
    CHECK(stack.value("SELECT uniqExact(uuid) FROM events WHERE distinct_id = 'eve'") == "1");
}

TEST_CASE("events of erased people that are loaded again, and replayed, are shown nowhere") {
    const Stack stack;
    tellOfErasedPerson(stack);
    const auto others = othersThan(stack);
    const auto exported = stack.value(
        "SELECT formatRow('JSONEachRow', *) FROM (SELECT * REPLACE (received_at - INTERVAL 2 HOUR "
        "AS received_at) FROM raw_events WHERE position(event, '$set_once') > 0)"
    );
    REQUIRE(relay(stack, kErase).exit_code == 0);
    const auto loaded = relay(stack, {"replay", "--file", "-"}, exported);
    INFO(loaded.output << loaded.errors);
    CHECK(loaded.output.find("1 events loaded") != std::string::npos);
    CHECK(tablesWithErased(stack) == kRawAndAnns);
    const auto replayed = relay(stack, {"replay", "--from", "2020-01-01", "--to", "2100-01-01"});
    INFO(replayed.output << replayed.errors);
    CHECK(replayed.exit_code == 0);
    CHECK(tablesWithErased(stack) == kRawAndAnns);
    checkPendingGoes(stack, others);
}

TEST_CASE("a spooled group of erased people is sent, and shown nowhere") {
    const test_support::ScratchFolder scratch;
    Stack stack({.relay_environment = {{"SPOOL_DIR", scratch.path() + "/spool"}}});
    stack.relay().set("MIGRATE_ON_START", "false");
    tellOfErasedPerson(stack);
    const auto others = othersThan(stack);
    stack.clickhouse().kill9();
    post(stack, kErasedEvent);
    stack.relay().kill9();
    stack.clickhouse().restart();
    REQUIRE(relay(stack, kErase).exit_code == 0);
    CHECK(tablesWithErased(stack) == kAnns);
    stack.relay().start();
    CHECK(identity_tests::becomesTrue([&] { return tablesWithErased(stack) == kRawAndAnns; }));
    checkPendingGoes(stack, others);
}

TEST_CASE("an erased person may be let return, with all its ids, from then on") {
    const Stack stack;
    tellOfErasedPerson(stack);
    REQUIRE(relay(stack, kErase).exit_code == 0);
    post(stack, kErasedEvent);
    const auto back = relay(stack, {"person", "erase", "gone-alias", "--allow-return"});
    INFO(back.output << back.errors);
    CHECK(back.exit_code == 0);
    CHECK(stack.value("SELECT count() FROM suppressed_ids") == "0");
    CHECK(tablesWithErased(stack) == kAnns);
    post(stack, R"({"event":"back","distinct_id":"gone-anon","$set":{"k":1}})");
    identity_tests::settle(stack);
    CHECK(
        stack.value("SELECT groupArray(event) FROM events WHERE distinct_id = 'gone-anon'") ==
        "['back']"
    );
    CHECK(
        stack.value("SELECT properties FROM persons WHERE distinct_id = 'gone-anon'") ==
        R"({"k":1})"
    );
    CHECK(relay(stack, {"person", "erase", "gone-anon", "--allow-return"}).exit_code == 1);
}

}  // namespace maintain_tests
