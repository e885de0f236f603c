#include "endpoints/relay_server.h"

#include "endpoints/batch.h"
#include "endpoints/capture_routes.h"
#include "endpoints/fixed_reply.h"
#include "endpoints/health.h"
#include "endpoints/metrics.h"
#include "endpoints/sdk_config.h"
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
      event_rate_(config, log),
      refused_senders_(log),
      router_(config.base_path, access_, refused_senders_, metrics, log),
      server_(http::listenOn(config.host, config.port), limits),
      batch_services_{
          config,
          access_,
          client_ip_,
          client_budgets_,
          event_rate_,
          receive_clock_,
          refused_senders_,
          metrics,
          server_.isDraining(),
          std::move(backend.commit)} {
    const auto find_load = [this, delivery = std::move(backend.load), spool = backend.spool] {
        return Load{
            connectionLoad(), delivery(), {budget_.used(), budget_.limit()}, spool(), std::nullopt};
    };
    router_.addVital("/health", std::make_unique<HealthEndpoint>());
    router_.addVital(
        "/metrics",
        std::make_unique<MetricsEndpoint>(metrics, find_load, std::move(backend.background))
    );
    router_.addVital(
        "/ready",
        std::make_unique<ReadyEndpoint>(
            std::move(backend.find_missing), server_.isDraining(), std::move(backend.spool)
        )
    );
    if (config.live_page) {
        router_.add("GET", "/live", std::make_unique<LivePageEndpoint>(client_ip_));
        router_.add(
            "GET",
            "/live/events",
            std::make_unique<LiveEventsEndpoint>(
                client_ip_, refused_senders_, std::move(backend.recent_events)
            )
        );
    }
    for (const auto& [path, route] : captureRoutes()) {
        router_.add("POST", path, std::make_unique<BatchEndpoint>(batch_services_, route));
    }
    for (const auto& [method, path, body] : fixedAnswers()) {
        router_.add(method, path, std::make_unique<FixedReplyEndpoint>(body));
    }
    for (const auto& route : sdkConfigRoutes()) {
        router_.add(
            "GET",
            std::string(route.path),
            std::make_unique<SdkConfigEndpoint>(route, access_, client_ip_)
        );
    }
}

ConnectionLoad RelayServer::connectionLoad() const {
    const auto load = server_.load();
    return {load.open, load.serving, load.limit};
}

}  // namespace relay
