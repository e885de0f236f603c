#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <utility>

namespace relay {

// The time at which a batch was received: another one for each, because time and position are what
// an event is told by. Thread-safe.
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
