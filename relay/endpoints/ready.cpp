#include "endpoints/ready.h"

#include "endpoints/refusal.h"

#include <utility>

namespace relay {

namespace {

constexpr std::chrono::milliseconds kFresh{500};

}  // namespace

ReadyEndpoint::ReadyEndpoint(ReadinessCheck check, const std::atomic<bool>& is_draining, Clock now)
    : check_(std::move(check)), is_draining_(is_draining), now_(std::move(now)) {}

http::Reply ReadyEndpoint::answer(const http::Request& /*request*/, http::RequestBody& /*body*/) {
    if (is_draining_) {
        return makeRefusal(Rejection::kDraining);
    }
    if (const auto missing = findMissing()) {
        return makeRefusal(Rejection::kClickHouseUnavailable, *missing);
    }
    http::Reply reply;
    reply.body = R"({"ready":true})";
    return reply;
}

std::optional<std::string> ReadyEndpoint::findMissing() {
    const std::lock_guard lock(mutex_);
    if (!checked_at_ || now_() - *checked_at_ > kFresh) {
        last_missing_ = check_();
        checked_at_ = now_();
    }
    return last_missing_;
}

}  // namespace relay
