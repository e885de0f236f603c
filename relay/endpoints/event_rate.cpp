#include "endpoints/event_rate.h"

#include "endpoints/client_network.h"
#include "endpoints/stored_ip.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace relay {

using TimePoint = std::chrono::steady_clock::time_point;

namespace {

constexpr std::size_t kMaxBuckets = 10'000;
constexpr std::chrono::seconds kCleanupPause{1};
constexpr std::chrono::minutes kLogPause{1};
const std::string kOthers;  // who comes when there is no room for a bucket

std::string holderOf(const std::string& api_key, const std::string& client_ip) {
    return clientNetwork(client_ip) + ' ' + api_key;
}

}  // namespace

EventRate::EventRate(const Config& config, Log& log, Clock now)
    : config_(config),
      per_second_(static_cast<double>(config.max_events_per_second)),
      log_(log),
      now_(std::move(now)) {}

std::optional<std::chrono::seconds>
EventRate::take(const std::string& api_key, const std::string& client_ip, std::size_t events) {
    const std::lock_guard lock(mutex_);
    const auto now = now_();
    auto& bucket = find(holderOf(api_key, client_ip), now);
    bucket.tokens = tokensAt(bucket, now);
    bucket.at = now;
    if (bucket.tokens >= 1) {
        bucket.tokens -= static_cast<double>(events);
        return std::nullopt;
    }
    logRefusal(client_ip, now);
    return std::chrono::seconds(
        std::max<std::int64_t>(1, std::llround(std::ceil((1 - bucket.tokens) / per_second_)))
    );
}

void EventRate::giveBack(
    const std::string& api_key,
    const std::string& client_ip,
    std::size_t events
) {
    const std::lock_guard lock(mutex_);
    find(holderOf(api_key, client_ip), now_()).tokens += static_cast<double>(events);
}

// A full bucket is as good as none.
EventRate::Bucket& EventRate::find(const std::string& holder, TimePoint now) {
    if (buckets_.size() >= kMaxBuckets && now >= next_cleanup_) {
        std::erase_if(buckets_, [&](const auto& entry) {
            return tokensAt(entry.second, now) >= per_second_;
        });
        next_cleanup_ = now + kCleanupPause;
    }
    const auto& name =
        buckets_.size() < kMaxBuckets || buckets_.contains(holder) ? holder : kOthers;
    return buckets_.try_emplace(name, Bucket{per_second_, now}).first->second;
}

double EventRate::tokensAt(const Bucket& bucket, TimePoint now) const {
    const std::chrono::duration<double> passed = now - bucket.at;
    return std::min(per_second_, bucket.tokens + passed.count() * per_second_);
}

void EventRate::logRefusal(const std::string& client_ip, TimePoint now) {
    ++refused_;
    if (logged_at_ && now - *logged_at_ < kLogPause) {
        return;
    }
    log_.warn(
        "a client sends more than MAX_EVENTS_PER_SECOND",
        {{"ip", storedIp(client_ip, config_.ip_mode)}, {"refused", std::to_string(refused_)}}
    );
    refused_ = 0;
    logged_at_ = now;
}

}  // namespace relay
