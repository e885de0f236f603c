#include "delivery/group_queue.h"

#include "delivery/group_policy.h"

#include <algorithm>
#include <utility>

namespace relay {

DeliveryResult GroupQueue::waitForCommit(RawRows rows) {
    const auto request = std::make_shared<PendingRequest>();
    request->rows = std::move(rows);
    request->arrived = DeliveryClock::now();
    request->deadline = request->arrived + policy_.deadline;

    std::unique_lock lock(mutex_);
    if (is_closed_) {
        return tl::unexpected(Rejection::kDraining);
    }
    waiting_.push_back(request);
    ++callers_;
    // After the first request a thread waits already, and knows until when.
    if (waiting_.size() == 1 || shouldClose(describeNextGroup(), policy_)) {
        changed_.notify_one();
    }
    const auto is_answered = [&request] { return request->result.has_value(); };
    if (!request->answered.wait_until(lock, request->deadline, is_answered)) {
        std::erase(waiting_, request);
        request->result = tl::unexpected(Rejection::kClickHouseUnavailable);
    }
    if (--callers_ == 0) {
        callers_left_.notify_all();
    }
    return *request->result;
}

std::vector<std::shared_ptr<PendingRequest>> GroupQueue::takeGroup() {
    std::unique_lock lock(mutex_);
    while (true) {
        if (waiting_.empty()) {
            if (is_closed_) {
                return {};
            }
            changed_.wait(lock);
            continue;
        }
        const auto situation = describeNextGroup();
        if (!shouldClose(situation, policy_)) {
            changed_.wait_until(
                lock,
                waitsForClientsOnly(situation)
                    ? last_end_ + policy_.max_linger
                    : waiting_.front()->arrived + maxAge(situation, policy_)
            );
            continue;
        }
        const auto size = situation.requests;
        const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(size);
        std::vector<std::shared_ptr<PendingRequest>> group(waiting_.begin(), end);
        waiting_.erase(waiting_.begin(), end);
        ++in_flight_;
        if (!waiting_.empty()) {
            changed_.notify_one();
        }
        return group;
    }
}

GroupSituation GroupQueue::describeNextGroup() const {
    GroupShape shape(policy_);
    GroupSituation situation;
    for (const auto& request : waiting_) {
        if (!shape.tryAdd(request->rows)) {
            situation.is_full = true;
            break;
        }
    }
    const auto since = [now = DeliveryClock::now()](DeliveryClock::time_point past) {
        return std::chrono::duration_cast<std::chrono::milliseconds>(now - past);
    };
    situation.is_full = situation.is_full || shape.isFull();
    situation.requests = shape.requests();
    situation.rows = shape.rows();
    situation.age = since(waiting_.front()->arrived);
    situation.groups_in_flight = in_flight_;
    situation.is_spooling = is_spooling_();
    situation.last_requests = last_requests_;
    situation.since_last = since(last_end_);
    situation.is_draining = is_closed_;
    return situation;
}

void GroupQueue::endGroup(std::size_t requests) {
    const std::lock_guard lock(mutex_);
    --in_flight_;
    last_requests_ = requests;
    last_end_ = DeliveryClock::now();
    changed_.notify_one();
}

void GroupQueue::answer(PendingRequest& request, DeliveryResult result) {
    const std::lock_guard lock(mutex_);
    if (!request.result) {
        request.result = result;
    }
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
    for (const auto& request : waiting_) {
        load.queued_bytes += request->rows.ndjson.size();
    }
    return load;
}

void GroupQueue::waitForCallers() {
    std::unique_lock lock(mutex_);
    callers_left_.wait(lock, [this] { return callers_ == 0; });
}

}  // namespace relay
