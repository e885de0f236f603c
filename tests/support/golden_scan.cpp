#include "support/golden_scan.h"

#include "ingest/event_verdicts.h"

#include <algorithm>

namespace test_support {

namespace {

constexpr std::size_t kMaxEvents = 10'000;  // the default of MAX_EVENTS_PER_BATCH

relay::CaptureRoute findRoute(std::string_view path) {
    path = path.substr(0, path.find('?'));
    if (path.ends_with('/')) {
        path.remove_suffix(1);
    }
    const auto routes = relay::captureRoutes();
    const auto found = std::ranges::find(routes, path, &relay::NamedCaptureRoute::path);
    return found == routes.end() ? routes.front().route : found->route;
}

}  // namespace

GoldenScan scanGolden(const GoldenRequest& request, std::string_view body) {
    const auto route = findRoute(request.path);
    const bool is_lines = request.header("Content-Type").starts_with("application/x-ndjson");
    auto batch = (is_lines ? relay::scanNdjson : route.scan)(body, kMaxEvents);
    if (batch && batch->event_count > kMaxEvents) {
        batch = tl::unexpected(relay::Rejection::kTooManyEvents);
    }
    if (batch && batch->sent_at.empty()) {
        batch->sent_at = request.header("PostHog-Request-Timestamp");
    }
    if (batch && !route.dialect.empty()) {
        relay::judgeTranslated(*batch, {route.dialect, request.header("PostHog-Sdk-Info")});
    }
    return {route, std::move(batch)};
}

}  // namespace test_support
