#pragma once

#include "delivery/delivery_policy.h"
#include "delivery/group_policy.h"
#include "delivery/pending_request.h"
#include "observe/load.h"

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace relay {

// Where callers meet committer threads. Thread-safe.
class GroupQueue {
public:
    // `is_spooling` tells whether the next group goes to the disk.
    explicit GroupQueue(
        const DeliveryPolicy& policy,
        std::function<bool()> is_spooling = [] { return false; }
    )
        : policy_(policy), is_spooling_(std::move(is_spooling)) {}

    // Lines the rows up and returns when they are answered; kClickHouseUnavailable when they are
    // not before their deadline, also while an attempt to store them is still under way.
    DeliveryResult waitForCommit(RawRows rows);

    // Waits for the next group and counts it as in flight. Empty: closed, and nobody is left.
    std::vector<std::shared_ptr<PendingRequest>> takeGroup();

    // The group from takeGroup(), which had so many requests, is answered.
    void endGroup(std::size_t requests);

    void answer(PendingRequest& request, DeliveryResult result);

    // Waits, less when the queue gets closed.
    void pause(std::chrono::milliseconds duration);

    // Refuses new requests from now on.
    void close();
    bool isClosed();

    [[nodiscard]] DeliveryLoad load() const;

    // After close(): waits until every caller has its answer and has left.
    void waitForCallers();

private:
    [[nodiscard]] GroupSituation describeNextGroup() const;

    const DeliveryPolicy& policy_;
    const std::function<bool()> is_spooling_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::condition_variable closed_;
    std::condition_variable callers_left_;
    std::deque<std::shared_ptr<PendingRequest>> waiting_;
    std::size_t callers_ = 0;
    std::size_t in_flight_ = 0;
    std::size_t last_requests_ = 0;
    DeliveryClock::time_point last_end_;
    bool is_closed_ = false;
};

}  // namespace relay
