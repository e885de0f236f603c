#pragma once

#include "endpoints/endpoint.h"
#include "endpoints/recent_answer.h"
#include "observe/load.h"
#include "observe/metrics.h"

#include <functional>
#include <optional>
#include <utility>

namespace relay {

// GET /metrics: Prometheus text.
class MetricsEndpoint : public Endpoint {
public:
    using Background = RecentAnswer<std::optional<BackgroundWork>>;

    // `load`: without what ClickHouse does by itself, which is asked for seldom.
    MetricsEndpoint(
        const Metrics& metrics,
        std::function<Load()> load,
        std::function<std::optional<BackgroundWork>()> background
    );

    http::Reply answer(const http::Request& request, http::RequestBody& body) override;

private:
    const Metrics& metrics_;
    const std::function<Load()> load_;
    Background background_;
};

}  // namespace relay
