#pragma once

#include "endpoints/endpoint.h"
#include "observe/load.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <string>

namespace relay {

// Says what the relay still misses before it can take events, or nothing.
using ReadinessCheck = std::function<std::optional<std::string>()>;

// GET /ready: 200, with what the spool holds, or 503 naming what is missing. One answer serves all
// who ask within a moment, so that asking often does not load ClickHouse.
class ReadyEndpoint : public Endpoint {
public:
    using Clock = std::function<std::chrono::steady_clock::time_point()>;

    ReadyEndpoint(
        ReadinessCheck check,
        const std::atomic<bool>& is_draining,
        std::function<SpoolLoad()> spool = [] { return SpoolLoad(); },
        Clock now = std::chrono::steady_clock::now
    );

    http::Reply answer(const http::Request& request, http::RequestBody& body) override;

private:
    std::optional<std::string> findMissing();

    ReadinessCheck check_;
    const std::atomic<bool>& is_draining_;
    std::function<SpoolLoad()> spool_;
    Clock now_;
    std::mutex mutex_;
    std::optional<std::string> last_missing_;
    std::optional<std::chrono::steady_clock::time_point> checked_at_;
};

}  // namespace relay
