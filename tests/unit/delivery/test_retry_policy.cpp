#include "support/catch.h"

#include "delivery/retry_policy.h"

using relay::backoff;
using relay::DeliveryPolicy;
using relay::nextPause;
using std::chrono::milliseconds;

namespace {

DeliveryPolicy makePolicy() {
    DeliveryPolicy policy;
    policy.first_backoff = milliseconds(100);
    policy.max_backoff = milliseconds(1000);
    return policy;
}

}  // namespace

TEST_CASE("the pause doubles with each failed attempt up to its limit") {
    const auto policy = makePolicy();
    CHECK(backoff(policy, 1, 0) == milliseconds(50));
    CHECK(backoff(policy, 2, 0) == milliseconds(100));
    CHECK(backoff(policy, 3, 0) == milliseconds(200));
    CHECK(backoff(policy, 4, 0) == milliseconds(400));
    CHECK(backoff(policy, 5, 0) == milliseconds(500));
    CHECK(backoff(policy, 1'000'000, 0) == milliseconds(500));
}

TEST_CASE("chance spreads the pause over its upper half") {
    const auto policy = makePolicy();
    CHECK(backoff(policy, 1, 0.5) == milliseconds(75));
    CHECK(backoff(policy, 1, 0.99) == milliseconds(99));
    CHECK(backoff(policy, 9, 0.999) == milliseconds(999));
}

TEST_CASE("there is no further attempt when the time left ends within the pause") {
    const auto policy = makePolicy();
    CHECK(nextPause(policy, 1, 0, milliseconds(51)) == milliseconds(50));
    CHECK_FALSE(nextPause(policy, 1, 0, milliseconds(50)).has_value());
    CHECK_FALSE(nextPause(policy, 1, 0, milliseconds(0)).has_value());
}
