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

void waitUntilSettled(const test_support::Stack& stack) {
    constexpr std::chrono::minutes kDeadline{5};
    const auto is_done = [&](const std::string& job) {
        return stack.value(
                   "SELECT done_block = to_block FROM background_progress(job = '" + job + "')"
               ) == "1";
    };
    // Claims first: what the reconciler decides is touched for the fold.
    const auto is_settled = [&] {
        return is_done("identity") && is_done("persons") && is_done("activity");
    };
    if (!becomesTrue(is_settled, kDeadline)) {
        throw std::runtime_error("the background jobs do not come to rest\n" + stack.logs());
    }
}

}  // namespace identity_tests
