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

// Does at once, through the same views, what the background views do in their turns: decides about
// all claims once more and folds all persons.
void settle(const test_support::Stack& stack);

// Waits until the background views have taken everything that is stored now, by themselves.
// Throws std::runtime_error after a generous deadline.
void waitForBackground(const test_support::Stack& stack);

}  // namespace identity_tests
