#pragma once

#include "endpoints/batch_request.h"

#include <span>
#include <string_view>

namespace relay {

// A path that takes events by POST.
struct NamedCaptureRoute {
    std::string_view path;  // without a slash at its end
    CaptureRoute route;
};

// POST /batch/ for everybody, and the paths of SDKs (docs/sdks).
std::span<const NamedCaptureRoute> captureRoutes();

}  // namespace relay
