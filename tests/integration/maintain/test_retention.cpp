#include "maintained_stack.h"

#include "integration/identity/sender.h"
#include "integration/identity/settled.h"
#include "support/catch.h"

#include <string>

namespace {

using test_support::Stack;

const std::string kOld = R"("timestamp":"2020-05-01T00:00:00Z")";
const std::string kYoung = R"("timestamp":"2026-11-01T00:00:00Z")";

// Of all that is kept beside events and what was wrong with them.
std::string otherRows(const Stack& stack) {
    std::string counts;
    for (const auto* table :
         {"raw_events",
          "id_activity FINAL",
          "person_properties FINAL",
          "identity_claims FINAL",
          "person_ids FINAL",
          "person_rows FINAL"}) {
        counts +=
            stack.value(
                std::string("SELECT concat('") + table + " ', toString(count())) FROM " + table
            ) +
            "\n";
    }
    return counts;
}

std::string remaining(const Stack& stack) {
    return stack.value(
        "SELECT concat(arrayStringConcat(arraySort(groupArray(event)), ' '), ', ', "
        "toString((SELECT count() FROM rejected_events)), "
        "' rejected') FROM events"
    );
}

void migrate(const Stack& stack, const std::string& days) {
    const auto result = test_support::runProcess(
        {"/usr/bin/env",
         "CLICKHOUSE_URL=" + stack.clickhouseUrl(),
         "EVENT_RETENTION_DAYS=" + days,
         RELAY_BINARY,
         "migrate"},
        ""
    );
    INFO(result.output << result.errors);
    REQUIRE(result.exit_code == 0);
}

void mergeAll(const Stack& stack) {
    stack.query("OPTIMIZE TABLE event_log FINAL");
    stack.query("OPTIMIZE TABLE event_problems FINAL");
}

}  // namespace

TEST_CASE("EVENT_RETENTION_DAYS removes old events once migrate has applied it, and nothing else") {
    const Stack stack;
    identity_tests::Sender sender(stack);
    sender.send(R"({"event":"old","distinct_id":"ann","$set":{"plan":"paid"},)" + kOld + "}");
    sender.send(R"({"event":"young","distinct_id":"ann",)" + kYoung + "}");
    sender.identify("anon", "ann");
    sender.send(R"({"event":"","distinct_id":"ann"})");
    identity_tests::settle(stack);
    mergeAll(stack);
    const auto all = remaining(stack);
    const auto others = otherRows(stack);
    CHECK(all == "$identify old young, 1 rejected");

    const auto days = stack.value("SELECT dateDiff('day', toDate('2026-11-01'), today()) + 2");
    migrate(stack, days);
    mergeAll(stack);
    CHECK(remaining(stack) == "$identify young, 1 rejected");
    CHECK(otherRows(stack) == others);
    CHECK(stack.value("SELECT properties FROM persons") == R"({"plan":"paid"})");

    migrate(stack, "0");
    sender.send(R"({"event":"old again","distinct_id":"ann",)" + kOld + "}");
    mergeAll(stack);
    CHECK(remaining(stack) == "$identify old again young, 1 rejected");
}
