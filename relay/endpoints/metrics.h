#pragma once

#include "endpoints/endpoint.h"
#include "observe/load.h"
#include "observe/metrics.h"

#include <functional>
#include <utility>

namespace relay {

// GET /metrics: Prometheus text.
class MetricsEndpoint : public Endpoint {
public:
    MetricsEndpoint(const Metrics& metrics, std::function<Load()> load)
        : metrics_(metrics), load_(std::move(load)) {}

    http::Reply answer(const http::Request& request, http::RequestBody& body) override;

private:
    const Metrics& metrics_;
    const std::function<Load()> load_;
};

}  // namespace relay
