#include "endpoints/relay_server.h"

#include "endpoints/batch.h"
#include "endpoints/health.h"
#include "endpoints/metrics.h"
#include "http/listening_socket.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace relay {

namespace {

constexpr std::size_t kRowBytes = 1024;  // of a row, beside its event

// A request holds its body and its rows. One of the largest kind fits when nothing else is held,
// unless most of it has to be escaped.
std::size_t largestRequest(const Config& config) {
    return 4 * config.max_batch_bytes + kRowBytes * config.max_events_per_batch;
}

std::size_t bufferLimit(const Config& config) {
    return std::max(kBufferedBytes, largestRequest(config));
}

std::size_t clientShare(const Config& config) {
    return std::max(bufferLimit(config) / 4, largestRequest(config));
}

}  // namespace

RelayServer::RelayServer(
    const Config& config,
    Backend backend,
    Metrics& metrics,
    Log& log,
    const http::Limits& limits
)
    : access_(config),
      client_ip_(config.trusted_proxies),
      budget_(bufferLimit(config)),
      client_budgets_(budget_, clientShare(config)),
      router_(access_, metrics, log),
      server_(http::listenOn(config.host, config.port), limits) {
    const auto& is_draining = server_.isDraining();
    const auto find_load = [this, delivery = std::move(backend.load)] { return load(delivery()); };
    router_.add("GET", "/health", std::make_unique<HealthEndpoint>());
    router_.add("GET", "/metrics", std::make_unique<MetricsEndpoint>(metrics, find_load));
    router_.add(
        "GET",
        "/ready",
        std::make_unique<ReadyEndpoint>(std::move(backend.find_missing), is_draining)
    );
    router_.add(
        "POST",
        "/batch",
        std::make_unique<BatchEndpoint>(BatchServices{
            config,
            access_,
            client_ip_,
            client_budgets_,
            metrics,
            is_draining,
            std::move(backend.commit)})
    );
}

Load RelayServer::load(const DeliveryLoad& delivery) const {
    const auto connections = server_.load();
    return {
        {connections.open, connections.serving, connections.limit},
        delivery,
        {budget_.used(), budget_.limit()}};
}

}  // namespace relay
