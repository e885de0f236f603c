#include "maintained_stack.h"
#include "support/catch.h"

#include <csignal>
#include <string>

// Commands that are told to end while they wait.
namespace maintain_tests {

using test_support::Stack;

namespace {

constexpr int kEndedBySignal = 128;

// A reconciliation that waits for the background, for ever if need be.
std::string reconciles(const Stack& stack) {
    const std::string forgotten =
        "SELECT count() FROM background_runs WHERE job = 'identity' AND to_block = 0";
    return "SELECT (" + forgotten + ") > " + stack.value(forgotten);
}

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

TEST_CASE("a replay ends at once when it is told to while it waits for the background") {
    const Stack stack;
    seed(stack);
    const auto all = answers(stack);
    stack.query(
        "ALTER TABLE event_log UPDATE current_url = 'wrong' WHERE 1 SETTINGS mutations_sync = 1"
    );
    stack.query("SYSTEM STOP VIEW reconcile_identity");
    const auto stopped = signalDuring(
        stack, {"replay", "--from", "2020-01-01", "--to", "2100-01-01"}, reconciles(stack), SIGTERM
    );
    INFO(stopped.output);
    CHECK(stopped.exit_code == 1);
    CHECK(stopped.output.ends_with("relay: stopped; run it again to go on\n"));
    stack.query("SYSTEM START VIEW reconcile_identity");
    CHECK(relay(stack, {"replay", "--rejected"}).exit_code == 0);
    CHECK(stack.value("EXISTS TABLE replay_unfinished") == "0");
    CHECK(firstDifference(answers(stack), all).empty());
}

TEST_CASE("reconcile ends at once when it is told to") {
    const Stack stack;
    seed(stack);
    stack.query("SYSTEM STOP VIEW reconcile_identity");
    for (const int signal : {SIGINT, SIGTERM}) {
        const auto stopped = signalDuring(stack, {"reconcile"}, reconciles(stack), signal);
        CHECK(stopped.exit_code == kEndedBySignal + signal);
    }
    stack.query("SYSTEM START VIEW reconcile_identity");
    CHECK(relay(stack, {"reconcile"}).exit_code == 0);
}

}  // namespace maintain_tests
