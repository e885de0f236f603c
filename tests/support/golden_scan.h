#pragma once

#include "endpoints/capture_routes.h"
#include "support/golden_case.h"

#include <string_view>

namespace test_support {

// What a relay makes of a body before it asks who may write.
struct GoldenScan {
    relay::CaptureRoute route;
    tl::expected<relay::ScannedBatch, relay::Rejection> batch;
};

// By the route of the request's path; a path that is no route counts as /batch/. Views point into
// `body`.
GoldenScan scanGolden(const GoldenRequest& request, std::string_view body);

}  // namespace test_support
