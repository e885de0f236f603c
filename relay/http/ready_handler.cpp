#include "http/ready_handler.h"

#include "ingest/json_text.h"

#include <utility>

namespace relay {

namespace {

constexpr std::chrono::milliseconds kFresh{500};

}  // namespace

ReadyHandler::ReadyHandler(ReadinessCheck check, const std::atomic<bool>& is_draining, Clock now)
    : check_(std::move(check)), is_draining_(is_draining), now_(std::move(now)) {}

Reply ReadyHandler::handle(const Request& /*request*/, RequestBody& /*body*/) {
    if (is_draining_) {
        return makeRejectionReply(Rejection::kDraining);
    }
    Reply reply;
    if (const auto missing = findMissing()) {
        reply = makeRejectionReply(Rejection::kClickHouseUnavailable);
        reply.body = R"({"status":"error","error":)";
        appendJsonString(reply.body, *missing);
        reply.body += '}';
        return reply;
    }
    reply.body = R"({"ready":true})";
    return reply;
}

std::optional<std::string> ReadyHandler::findMissing() {
    const std::lock_guard lock(mutex_);
    if (!checked_at_ || now_() - *checked_at_ > kFresh) {
        last_missing_ = check_();
        checked_at_ = now_();
    }
    return last_missing_;
}

}  // namespace relay
