#pragma once

#include "support/stack.h"

#include <chrono>
#include <functional>

namespace identity_tests {

// Polls until the condition holds; false after a generous deadline.
bool becomesTrue(
    const std::function<bool()>& condition,
    std::chrono::seconds deadline = std::chrono::seconds{60}
);

// Waits until the three background jobs (identity, persons, activity) have nothing left to do.
// Throws std::runtime_error after a generous deadline.
void waitUntilSettled(const test_support::Stack& stack);

}  // namespace identity_tests
