#include "settled.h"

#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>

namespace identity_tests {

bool becomesTrue(const std::function<bool()>& condition, std::chrono::seconds deadline) {
    constexpr std::chrono::milliseconds kPollInterval{200};
    const auto end = std::chrono::steady_clock::now() + deadline;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end) {
            return false;
        }
        std::this_thread::sleep_for(kPollInterval);
    }
    return true;
}

void settle(const test_support::Stack& stack) {
    stack.query(
        "INSERT INTO claims_to_resolve SELECT * EXCEPT claimed_at, 1 AS is_again, 0 AS "
        "keeps_recent FROM "
        "identity_claims WHERE refused = ''"
    );
    stack.query(
        "INSERT INTO touched_ids SELECT own_person_id, 1, now64(6), now64(6) FROM (SELECT "
        "own_person_id FROM "
        "id_activity UNION DISTINCT SELECT own_person_id FROM person_ids)"
    );
}

void waitForBackground(const test_support::Stack& stack) {
    constexpr std::chrono::minutes kDeadline{5};
    const auto wait_until = [&](const std::string& is_done) {
        if (!becomesTrue([&] { return stack.value("SELECT " + is_done) == "1"; }, kDeadline)) {
            throw std::runtime_error("the background views do not run\n" + stack.logs());
        }
    };
    const auto succeeded_at = [](const std::string& view) {
        return "(SELECT toUnixTimestamp(last_success_time) FROM system.view_refreshes WHERE "
               "database = currentDatabase() AND view = '" +
               view + "')";
    };
    // The latest turn of resolve_claims that looks at a claim is the one when it is twelve seconds
    // old. What such a turn decides is looked at, too.
    wait_until(
        succeeded_at("resolve_claims") +
        " >= 15 + toUnixTimestamp(greatest((SELECT toDateTime(max(claimed_at)) FROM "
        "identity_claims), (SELECT toDateTime(max(decided_at)) FROM person_ids)))"
    );
    // The wide turn of fold_persons, every fifteen seconds, takes what is that old.
    const auto folded_at = stack.value("SELECT (intDiv(toUnixTimestamp(now()) + 15, 15) + 1) * 15");
    wait_until(succeeded_at("fold_persons") + " >= " + folded_at);
}

}  // namespace identity_tests
