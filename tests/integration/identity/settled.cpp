#include "settled.h"

#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>

namespace identity_tests {

void waitUntilSettled(const test_support::Stack& stack) {
    constexpr std::chrono::minutes kDeadline{5};
    constexpr std::chrono::milliseconds kPollInterval{50};
    const auto end = std::chrono::steady_clock::now() + kDeadline;
    // Claims first: what the reconciler decides is touched for the fold.
    const auto is_due = [&](const std::string& job) {
        return stack.value("SELECT is_due FROM background_progress(job = '" + job + "')") == "1";
    };
    while (is_due("identity") || is_due("persons") || is_due("activity")) {
        if (std::chrono::steady_clock::now() > end) {
            throw std::runtime_error("the background jobs do not come to rest\n" + stack.logs());
        }
        std::this_thread::sleep_for(kPollInterval);
    }
}

}  // namespace identity_tests
