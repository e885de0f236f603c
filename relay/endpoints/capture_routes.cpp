#include "endpoints/capture_routes.h"

#include "endpoints/request_key.h"

#include <array>

namespace relay {

namespace {

constexpr CaptureRoute kBatch{"", scanBatch, findBearerKey, false, makeStoredReply};

// Of PostHog's SDKs, from 2023 on.
constexpr CaptureRoute kPostHog{"", scanCapture, findBearerKey, true, makeStoredReply};
constexpr CaptureRoute kEngage{"posthog_engage", scanCapture, findBearerKey, true, makeStoredReply};
constexpr CaptureRoute kPostHogV1{"posthog_v1", scanBatch, findBearerKey, false, makeResultsReply};

constexpr CaptureRoute kSegment{"segment", scanCapture, findWriteKey, true, makeSegmentReply};

struct PathRoute {
    std::string_view path;
    CaptureRoute route;
};

constexpr std::array kRoutes{
    PathRoute{"/batch", kBatch},
    PathRoute{"/e", kPostHog},
    PathRoute{"/i/v0/e", kPostHog},
    PathRoute{"/i/v0/ai/batch", kPostHog},
    PathRoute{"/capture", kPostHog},
    PathRoute{"/track", kPostHog},
    PathRoute{"/engage", kEngage},
    PathRoute{"/i/v1/analytics/events", kPostHogV1},
    PathRoute{"/i/v1/ai/events", kPostHogV1},
    PathRoute{"/v1/batch", kSegment},
    PathRoute{"/v1/b", kSegment},
    PathRoute{"/v1/import", kSegment},
    PathRoute{"/beacon/v1/batch", kSegment},
};

// Where the path says the type of its one message.
struct MessageType {
    std::string_view name;
    std::string_view short_name;
    std::string_view dialect;
};

constexpr std::array kTypes{
    MessageType{"track", "t", "segment/track"},
    MessageType{"identify", "i", "segment/identify"},
    MessageType{"page", "p", "segment/page"},
    MessageType{"screen", "s", "segment/screen"},
    MessageType{"group", "g", "segment/group"},
    MessageType{"alias", "a", "segment/alias"},
};

CaptureRoute ofSegment(std::string_view dialect) {
    return {dialect, scanCapture, findWriteKey, true, makeSegmentReply};
}

// Jitsu masks the keys in bodies.
CaptureRoute ofJitsu(std::string_view dialect) {
    return {dialect, scanCapture, findWriteKey, false, makeJitsuReply};
}

}  // namespace

std::vector<NamedCaptureRoute> captureRoutes() {
    std::vector<NamedCaptureRoute> routes;
    routes.reserve(kRoutes.size() + 4 * kTypes.size());
    for (const auto& [path, route] : kRoutes) {
        routes.push_back({std::string(path), route});
    }
    for (const auto& [name, short_name, dialect] : kTypes) {
        routes.push_back({"/v1/" + std::string(name), ofSegment(dialect)});
        routes.push_back({"/v1/" + std::string(short_name), ofSegment(dialect)});
        routes.push_back({"/api/s/" + std::string(name), ofJitsu(dialect)});
        routes.push_back({"/api/s/s2s/" + std::string(name), ofJitsu(dialect)});
    }
    return routes;
}

}  // namespace relay
