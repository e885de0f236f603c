#include "settled.h"

#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>

namespace identity_tests {

bool becomesTrue(const std::function<bool()>& condition, std::chrono::seconds deadline) {
    constexpr std::chrono::milliseconds kPollInterval{50};
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
        "INSERT INTO claims_to_resolve SELECT * EXCEPT claimed_at, 1 AS is_again FROM "
        "identity_claims WHERE refused = ''"
    );
    stack.query(
        "INSERT INTO touched_ids SELECT own_person_id, now64(6) FROM (SELECT own_person_id FROM "
        "id_activity UNION DISTINCT SELECT own_person_id FROM person_ids)"
    );
}

void waitForBackground(const test_support::Stack& stack) {
    constexpr std::chrono::minutes kDeadline{5};
    // A turn of resolve_claims takes what is two seconds old, the wide turn of fold_persons is
    // every fifteen seconds, and takes the decisions of the other.
    const auto claims_taken_at = stack.value("SELECT toUnixTimestamp(now()) + 4");
    const auto folded_at = stack.value("SELECT (intDiv(" + claims_taken_at + " + 2, 15) + 1) * 15");
    const auto is_done = [&](const std::string& view, const std::string& time) {
        return stack.value(
                   "SELECT toUnixTimestamp(last_success_time) >= " + time +
                   " FROM system.view_refreshes WHERE database = currentDatabase() AND view = '" +
                   view + "'"
               ) == "1";
    };
    if (!becomesTrue(
            [&] {
                return is_done("resolve_claims", claims_taken_at) &&
                       is_done("fold_persons", folded_at);
            },
            kDeadline
        )) {
        throw std::runtime_error("the background views do not run\n" + stack.logs());
    }
}

}  // namespace identity_tests
