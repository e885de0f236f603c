#include "endpoints/capture_routes.h"

#include <array>

namespace relay {

namespace {

constexpr CaptureRoute kBatch{.scan = scanBatch, .has_key_in_events = false};

// Of PostHog's SDKs, from 2023 on.
constexpr CaptureRoute kPostHog{.scan = scanCapture, .has_key_in_events = true};

constexpr std::array kRoutes{
    NamedCaptureRoute{"/batch", kBatch},
    NamedCaptureRoute{"/e", kPostHog},
    NamedCaptureRoute{"/i/v0/e", kPostHog},
    NamedCaptureRoute{"/capture", kPostHog},
    NamedCaptureRoute{"/track", kPostHog},
    NamedCaptureRoute{"/engage", kPostHog},
};

}  // namespace

std::span<const NamedCaptureRoute> captureRoutes() {
    return kRoutes;
}

}  // namespace relay
