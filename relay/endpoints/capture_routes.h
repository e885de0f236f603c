#pragma once

#include "endpoints/batch_request.h"

#include <string>
#include <vector>

namespace relay {

// A path that takes events by POST.
struct NamedCaptureRoute {
    std::string path;  // without a slash at its end
    CaptureRoute route;
};

// POST /batch/ for everybody, and the paths of SDKs (docs/sdks.md).
std::vector<NamedCaptureRoute> captureRoutes();

}  // namespace relay
