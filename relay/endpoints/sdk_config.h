#pragma once

#include "endpoints/access.h"
#include "endpoints/client_ip.h"
#include "endpoints/endpoint.h"

#include <span>
#include <string>
#include <string_view>

namespace relay {

// What a browser SDK may do, as posthog-js is told by GET and by POST /decide: members of an
// object. No member `surveys`: false loads scripts of its maker, true asks again and again.
inline constexpr std::string_view kPostHogConfig =
    R"("supportedCompression":["gzip","gzip-js"],"hasFeatureFlags":false,)"
    R"("autocapture_opt_out":false,"captureDeadClicks":false,"capturePerformance":false,)"
    R"("autocaptureExceptions":false,"sessionRecording":false,"heatmaps":false,"siteApps":[],)"
    R"("toolbarParams":{},"isAuthenticated":false,"elementsChainAsString":true,)"
    R"("defaultIdentifiedOnly":true,"analytics":{"endpoint":"/e/"})";

// What a configuration is made of.
struct SdkConfigFacts {
    std::string key;       // as a JSON string
    std::string_view url;  // of the relay as the client sees it, without a scheme
    std::string_view scheme;
};

// A question of a browser SDK, without whose answer it sends nothing, or not all.
struct SdkConfigRoute {
    std::string_view path;  // with a segment `*` for the key, or without where the query names it
    std::string_view content_type;
    std::string (*make_body)(const SdkConfigFacts& facts);
};

std::span<const SdkConfigRoute> sdkConfigRoutes();

// Answers for a known key alone, which goes back within the answer.
class SdkConfigEndpoint : public Endpoint {
public:
    // Keeps the references.
    SdkConfigEndpoint(
        const SdkConfigRoute& route,
        const AccessPolicy& access,
        const ClientIp& client_ip
    )
        : route_(route), access_(access), client_ip_(client_ip) {}

    http::Reply answer(const http::Request& request, http::RequestBody& body) override;

private:
    const SdkConfigRoute& route_;
    const AccessPolicy& access_;
    const ClientIp& client_ip_;
};

}  // namespace relay
