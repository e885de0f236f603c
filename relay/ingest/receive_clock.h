#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <utility>

namespace relay {

// The time at which a batch was received: no two have the same, because time and position identify
// an event. Thread-safe.
class ReceiveClock {
public:
    using Now = std::function<std::chrono::system_clock::time_point()>;

    explicit ReceiveClock(Now now = std::chrono::system_clock::now) : now_(std::move(now)) {}

    // Microseconds since the epoch. Ascending, unless the clock was set back by more than a second.
    std::int64_t next();

private:
    Now now_;
    std::atomic<std::int64_t> last_{0};
};

}  // namespace relay
