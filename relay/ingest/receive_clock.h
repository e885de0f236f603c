#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <utility>

namespace relay {

// When a relay received a batch. No two times of one relay are the same, unless its clock was set
// back by more than a second; two relays may give the same one. Thread-safe.
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
