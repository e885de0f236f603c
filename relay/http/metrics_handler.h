#pragma once

#include "http/handler.h"
#include "observe/metrics.h"

namespace relay {

// GET /metrics: Prometheus text.
class MetricsHandler : public Handler {
public:
    explicit MetricsHandler(const Metrics& metrics) : metrics_(metrics) {}

    Reply handle(const Request& request, RequestBody& body) override;

private:
    const Metrics& metrics_;
};

}  // namespace relay
