#include "maintained_stack.h"
#include "support/catch.h"

#include <csignal>
#include <string>

// Commands that are told to end while they wait.
namespace maintain_tests {

using test_support::Stack;

namespace {

// Makes the fold of the seeded persons take its time.
void slowFold(const Stack& stack) {
    stack.query("SYSTEM STOP VIEW fold_persons");
    stack.query("ALTER TABLE person_rows ADD CONSTRAINT slow CHECK sleepEachRow(0.03) = 0");
}

void foldFast(const Stack& stack) {
    stack.query("ALTER TABLE person_rows DROP CONSTRAINT slow");
    stack.query("SYSTEM START VIEW fold_persons");
}

// The background folds have no slices.
const std::string kFolds =
    "SELECT count() > 0 FROM system.processes WHERE query LIKE 'INSERT INTO%touched_ids "
    "(%cityHash64(own_person_id)%'";

}  // namespace

TEST_CASE("a load ends at once when it is told to while it waits for more of its input") {
    const Stack stack;
    for (const int signal : {SIGINT, SIGTERM}) {
        const auto stopped = signalDuring(
            stack, {"replay", "--file", "-"}, "EXISTS TABLE replay_load_times", signal, "{}\n"
        );
        CHECK(stopped.exit_code == 1);
        CHECK(stopped.output == "relay: stopped at line 0; run it again to go on\n");
        stack.query("DROP TABLE replay_load_times");
    }
    const auto next = relay(stack, {"replay", "--file", "-"}, R"({"event":"e","distinct_id":"u"})");
    CHECK(next.exit_code == 0);
    CHECK(stack.value("SELECT count() FROM events") == "1");
}

TEST_CASE("a replay ends between slices of its follow-up when it is told to") {
    const Stack stack;
    seed(stack);
    const auto all = answers(stack);
    stack.query(
        "ALTER TABLE event_log UPDATE current_url = 'wrong' WHERE 1 SETTINGS mutations_sync = 1"
    );
    slowFold(stack);
    const auto stopped = signalDuring(
        stack, {"replay", "--from", "2020-01-01", "--to", "2100-01-01"}, kFolds, SIGTERM
    );
    INFO(stopped.output);
    CHECK(stopped.exit_code == 1);
    CHECK(stopped.output.ends_with("relay: stopped; run it again to go on\n"));
    foldFast(stack);
    CHECK(stack.value("EXISTS TABLE replay_touched") == "1");
    CHECK(relay(stack, {"replay", "--rejected"}).exit_code == 0);
    CHECK(stack.value("EXISTS TABLE replay_touched") == "0");
    CHECK(firstDifference(shown(stack), all).empty());
}

TEST_CASE("reconcile ends between slices when it is told to") {
    const Stack stack;
    seed(stack);
    slowFold(stack);
    for (const int signal : {SIGINT, SIGTERM}) {
        const auto stopped = signalDuring(stack, {"reconcile"}, kFolds, signal);
        CHECK(stopped.exit_code == 1);
        CHECK(stopped.output.ends_with("relay: not reconciled: stopped; run it again to go on\n"));
    }
    foldFast(stack);
    CHECK(relay(stack, {"reconcile"}).exit_code == 0);
}

}  // namespace maintain_tests
