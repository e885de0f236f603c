#pragma once

#include "endpoints/access.h"
#include "endpoints/endpoint.h"

#include <string_view>

namespace relay {

// What posthog-js of 2023 and 2024 asks by POST /decide: capture by itself, no flags.
inline constexpr std::string_view kPostHogDecision =
    R"({"config":{"enable_collect_everything":true},"supportedCompression":["gzip","gzip-js"],)"
    R"("hasFeatureFlags":false,"autocapture_opt_out":false,"capturePerformance":false,)"
    R"("autocaptureExceptions":false,"sessionRecording":false,"heatmaps":false,"siteApps":[],)"
    R"("toolbarParams":{},"isAuthenticated":false,"elementsChainAsString":true,)"
    R"("defaultIdentifiedOnly":true,"analytics":{"endpoint":"/e/"},"flags":{},"featureFlags":{},)"
    R"("featureFlagPayloads":{},"errorsWhileComputingFlags":false})";

// GET /array/KEY/config and /array/KEY/config.js: what posthog-js may do. Without an answer its
// autocapture stays off. Only for a known key, which goes back within a script.
class PostHogConfigEndpoint : public Endpoint {
public:
    // Keeps the reference.
    explicit PostHogConfigEndpoint(const AccessPolicy& access) : access_(access) {}

    http::Reply answer(const http::Request& request, http::RequestBody& body) override;

private:
    const AccessPolicy& access_;
};

}  // namespace relay
