#include "endpoints/metrics.h"

#include <chrono>

namespace relay {

namespace {

constexpr std::chrono::seconds kFresh{10};

}  // namespace

MetricsEndpoint::MetricsEndpoint(
    const Metrics& metrics,
    std::function<Load()> load,
    std::function<std::optional<BackgroundWork>()> background
)
    : metrics_(metrics), load_(std::move(load)), background_(std::move(background), kFresh) {}

http::Reply MetricsEndpoint::answer(const http::Request& /*request*/, http::RequestBody& /*body*/) {
    http::Reply reply;
    reply.content_type = "text/plain; version=0.0.4; charset=utf-8";
    auto load = load_();
    load.background = background_.get();
    reply.body = metrics_.expose(load);
    return reply;
}

}  // namespace relay
