#pragma once

#include "delivery/delivery_policy.h"

#include <chrono>
#include <cstddef>
#include <optional>

namespace relay {

// The pause before the next attempt: exponential in the number of failed attempts (from 1), of
// which the upper half is left to chance; `chance` is in [0, 1).
std::chrono::milliseconds
backoff(const DeliveryPolicy& policy, std::size_t failed_attempts, double chance);

// The same, or nothing when the time left does not reach for the pause.
std::optional<std::chrono::milliseconds> nextPause(
    const DeliveryPolicy& policy,
    std::size_t failed_attempts,
    double chance,
    std::chrono::milliseconds time_left
);

}  // namespace relay
