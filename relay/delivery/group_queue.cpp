#include "delivery/group_queue.h"

#include "delivery/group_policy.h"

#include <algorithm>
#include <utility>

namespace relay {

DeliveryResult GroupQueue::waitForCommit(RawRows rows) {
    PendingRequest request;
    request.rows = std::move(rows);
    request.arrived = DeliveryClock::now();
    request.deadline = request.arrived + policy_.deadline;

    std::unique_lock lock(mutex_);
    if (is_closed_) {
        return tl::unexpected(Rejection::kDraining);
    }
    waiting_.push_back(&request);
    ++callers_;
    changed_.notify_one();
    const auto is_answered = [&request] { return request.result.has_value(); };
    if (!request.answered.wait_until(lock, request.deadline, is_answered)) {
        if (std::erase(waiting_, &request) > 0) {
            request.result = tl::unexpected(Rejection::kClickHouseUnavailable);
        }
        request.answered.wait(lock, is_answered);  // a thread that has taken it minds the deadline
    }
    if (--callers_ == 0) {
        callers_left_.notify_all();
    }
    return *request.result;
}

std::vector<PendingRequest*> GroupQueue::takeGroup() {
    std::unique_lock lock(mutex_);
    while (true) {
        if (waiting_.empty()) {
            if (is_closed_) {
                return {};
            }
            changed_.wait(lock);
            continue;
        }
        GroupSituation situation;
        const auto size = countNextGroup(situation.is_full);
        const auto oldest = waiting_.front()->arrived;
        situation.age =
            std::chrono::duration_cast<std::chrono::milliseconds>(DeliveryClock::now() - oldest);
        situation.groups_in_flight = in_flight_;
        situation.is_draining = is_closed_;
        if (!shouldClose(situation, policy_)) {
            changed_.wait_until(lock, oldest + policy_.max_group_age);
            continue;
        }
        const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(size);
        std::vector<PendingRequest*> group(waiting_.begin(), end);
        waiting_.erase(waiting_.begin(), end);
        ++in_flight_;
        if (!waiting_.empty()) {
            changed_.notify_one();
        }
        return group;
    }
}

std::size_t GroupQueue::countNextGroup(bool& is_full) const {
    GroupShape shape(policy_);
    for (const auto* request : waiting_) {
        if (!shape.tryAdd(request->rows)) {
            is_full = true;
            return shape.requests();
        }
    }
    is_full = shape.isFull();
    return shape.requests();
}

void GroupQueue::endGroup() {
    const std::lock_guard lock(mutex_);
    --in_flight_;
    changed_.notify_one();
}

void GroupQueue::answer(PendingRequest& request, DeliveryResult result) {
    const std::lock_guard lock(mutex_);
    request.result = result;
    request.answered.notify_one();
}

void GroupQueue::pause(std::chrono::milliseconds duration) {
    std::unique_lock lock(mutex_);
    closed_.wait_for(lock, duration, [this] { return is_closed_; });
}

void GroupQueue::close() {
    const std::lock_guard lock(mutex_);
    is_closed_ = true;
    changed_.notify_all();
    closed_.notify_all();
}

bool GroupQueue::isClosed() {
    const std::lock_guard lock(mutex_);
    return is_closed_;
}

DeliveryLoad GroupQueue::load() const {
    const std::lock_guard lock(mutex_);
    DeliveryLoad load{waiting_.size(), 0, in_flight_};
    for (const auto* request : waiting_) {
        load.queued_bytes += request->rows.ndjson.size();
    }
    return load;
}

void GroupQueue::waitForCallers() {
    std::unique_lock lock(mutex_);
    callers_left_.wait(lock, [this] { return callers_ == 0; });
}

}  // namespace relay
