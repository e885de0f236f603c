#include "settled.h"

#include <chrono>
#include <stdexcept>
#include <thread>

namespace identity_tests {

void waitUntilSettled(const test_support::Stack& stack) {
    constexpr std::chrono::minutes kDeadline{5};
    constexpr std::chrono::milliseconds kPollInterval{50};
    const auto end = std::chrono::steady_clock::now() + kDeadline;
    // Claims first: what the reconciler decides is touched for the fold.
    while (stack.value("SELECT count() FROM claimed_ids") != "0" ||
           stack.value("SELECT count() FROM unfolded_ids") != "0") {
        if (std::chrono::steady_clock::now() > end) {
            throw std::runtime_error("the background jobs do not come to rest\n" + stack.logs());
        }
        std::this_thread::sleep_for(kPollInterval);
    }
}

}  // namespace identity_tests
