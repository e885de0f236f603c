#pragma once

#include "support/stack.h"

namespace identity_tests {

// Waits until the reconciler and the fold have nothing left to do. Throws std::runtime_error after
// a generous deadline.
void waitUntilSettled(const test_support::Stack& stack);

}  // namespace identity_tests
