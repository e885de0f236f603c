#include "endpoints/ready.h"

#include "endpoints/refusal.h"

#include <cstdint>
#include <utility>

namespace relay {

namespace {

constexpr std::chrono::milliseconds kFresh{500};

// The member of the reply; empty when nothing is spooled.
std::string describe(const SpoolLoad& spool) {
    if (spool.groups == 0) {
        return {};
    }
    return R"(,"spool":{"groups":)" + std::to_string(spool.groups) + R"(,"bytes":)" +
           std::to_string(spool.bytes) + R"(,"oldest_seconds":)" +
           std::to_string(static_cast<std::uint64_t>(spool.oldest_seconds)) + "}";
}

}  // namespace

ReadyEndpoint::ReadyEndpoint(
    ReadinessCheck check,
    const std::atomic<bool>& is_draining,
    std::function<SpoolLoad()> spool,
    Missing::Clock now
)
    : missing_(std::move(check), kFresh, std::move(now)),
      is_draining_(is_draining),
      spool_(std::move(spool)) {}

http::Reply ReadyEndpoint::answer(const http::Request& /*request*/, http::RequestBody& /*body*/) {
    if (is_draining_) {
        return makeRefusal(Rejection::kDraining);
    }
    if (const auto missing = missing_.get()) {
        return makeRefusal(Rejection::kClickHouseUnavailable, *missing);
    }
    http::Reply reply;
    reply.body = R"({"ready":true)" + describe(spool_()) + "}";
    return reply;
}

}  // namespace relay
