#pragma once

#include "endpoints/endpoint.h"
#include "endpoints/recent_answer.h"
#include "observe/load.h"

#include <atomic>
#include <functional>
#include <optional>
#include <string>

namespace relay {

// Says what the relay still misses before it can take events, or nothing.
using ReadinessCheck = std::function<std::optional<std::string>()>;

// GET /ready: 200, with what the spool holds, or 503 naming what is missing.
class ReadyEndpoint : public Endpoint {
public:
    using Missing = RecentAnswer<std::optional<std::string>>;

    ReadyEndpoint(
        ReadinessCheck check,
        const std::atomic<bool>& is_draining,
        std::function<SpoolLoad()> spool = [] { return SpoolLoad(); },
        Missing::Clock now = std::chrono::steady_clock::now
    );

    http::Reply answer(const http::Request& request, http::RequestBody& body) override;

private:
    Missing missing_;
    const std::atomic<bool>& is_draining_;
    std::function<SpoolLoad()> spool_;
};

}  // namespace relay
