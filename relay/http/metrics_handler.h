#pragma once

#include "http/handler.h"
#include "observe/load.h"
#include "observe/metrics.h"

#include <functional>
#include <utility>

namespace relay {

// GET /metrics: Prometheus text.
class MetricsHandler : public Handler {
public:
    MetricsHandler(const Metrics& metrics, std::function<Load()> load)
        : metrics_(metrics), load_(std::move(load)) {}

    Reply handle(const Request& request, RequestBody& body) override;

private:
    const Metrics& metrics_;
    const std::function<Load()> load_;
};

}  // namespace relay
