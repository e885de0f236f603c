#pragma once

#include "delivery/pending_request.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>

namespace relay {

// A time in which ClickHouse takes no inserts: it begins with the first attempt that fails, and
// ends with one that succeeds while no other insert is failing. So an operator reads two lines of
// it, not one per attempt. Thread-safe.
class Outage {
public:
    using Clock = std::function<DeliveryClock::time_point()>;

    struct Ended {
        std::chrono::milliseconds duration;
        std::size_t requests;  // whose insert failed at least once
    };

    // One insert with all its attempts. Destroyed after a failure without a success, it was given
    // up. Not thread-safe.
    class Insert {
    public:
        // The outage outlives the insert.
        explicit Insert(Outage& outage) : outage_(outage) {}

        ~Insert();
        Insert(const Insert&) = delete;
        Insert& operator=(const Insert&) = delete;

        // An attempt for so many requests failed and may be repeated. True: the outage begins.
        bool fail(std::size_t requests);

        // An attempt succeeded. Returns the outage that it ends.
        std::optional<Ended> succeed();

    private:
        Outage& outage_;
        bool is_failing_ = false;
    };

    explicit Outage(Clock now = DeliveryClock::now) : now_(std::move(now)) {}

private:
    Clock now_;
    std::mutex mutex_;
    std::optional<DeliveryClock::time_point> begin_;
    std::size_t requests_ = 0;
    std::size_t failing_inserts_ = 0;
};

}  // namespace relay
