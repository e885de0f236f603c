#include "delivery/retry_policy.h"

#include <algorithm>

namespace relay {

namespace {

constexpr std::size_t kMaxDoublings = 16;  // far beyond any max_backoff, and no overflow

}  // namespace

std::chrono::milliseconds
backoff(const DeliveryPolicy& policy, std::size_t failed_attempts, double chance) {
    const auto doublings = std::min(failed_attempts - 1, kMaxDoublings);
    const auto ceiling = std::min<std::chrono::milliseconds>(
        policy.max_backoff, policy.first_backoff * (1LL << doublings)
    );
    const auto half = ceiling / 2;
    return half +
           std::chrono::milliseconds(static_cast<long>(static_cast<double>(half.count()) * chance));
}

std::optional<std::chrono::milliseconds> nextPause(
    const DeliveryPolicy& policy,
    std::size_t failed_attempts,
    double chance,
    std::chrono::milliseconds time_left
) {
    const auto pause = backoff(policy, failed_attempts, chance);
    return pause < time_left ? std::optional(pause) : std::nullopt;
}

}  // namespace relay
