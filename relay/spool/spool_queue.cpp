#include "spool/spool_queue.h"

#include <algorithm>

namespace relay {

namespace {

constexpr std::size_t kMaxDoublings = 10;

}  // namespace

void SpoolQueue::add(const std::string& name, std::uint64_t bytes, bool is_untried) {
    auto& group = groups_[name];
    group.bytes = bytes;
    group.is_untried = is_untried;
}

std::optional<SpoolQueue::Taken> SpoolQueue::take(Time now) {
    if (is_diverting_ && (taken_ > 0 || now < next_probe_)) {
        return std::nullopt;
    }
    const auto due = std::ranges::find_if(groups_, [now](const auto& group) {
        return !group.second.is_taken && group.second.due <= now;
    });
    if (due == groups_.end()) {
        return std::nullopt;
    }
    due->second.is_taken = true;
    ++taken_;
    return Taken{due->first, due->second.failures, due->second.is_untried};
}

void SpoolQueue::postpone(const std::string& name, Time now) {
    auto& group = groups_.at(name);
    const auto doublings = std::min(group.failures++, kMaxDoublings);
    group.due = now + std::min<Pause>(pause_ * (1LL << doublings), max_pause_);
    group.is_untried = false;
    group.is_taken = false;
    --taken_;
    next_probe_ = now + pause_;
}

std::uint64_t SpoolQueue::remove(const std::string& name) {
    const auto group = groups_.find(name);
    const auto bytes = group->second.bytes;
    groups_.erase(group);
    --taken_;
    is_diverting_ = is_diverting_ && !groups_.empty();
    return bytes;
}

void SpoolQueue::divert(Time now) {
    is_diverting_ = !groups_.empty();
    next_probe_ = now + pause_;
}

}  // namespace relay
