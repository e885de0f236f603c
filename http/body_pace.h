#pragma once

#include "http/limits.h"

#include <chrono>
#include <cstddef>

namespace http {

// When the next bytes of a body have to be there. Bytes buy time at the least rate allowed, but
// never more than one stall: what was sent fast at first does not pay for holding memory later.
class BodyPace {
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    BodyPace(const ReceiveLimits& limits, TimePoint start);

    void add(std::size_t bytes, TimePoint now);

    // After this, bytes that are already there may still be taken, unless the body is over time.
    [[nodiscard]] TimePoint deadline() const { return deadline_; }

    // The whole body has taken too long, however fast it came.
    [[nodiscard]] bool isOverTime(TimePoint now) const { return now >= end_; }

private:
    ReceiveLimits limits_;
    TimePoint end_;
    TimePoint deadline_;
};

}  // namespace http
