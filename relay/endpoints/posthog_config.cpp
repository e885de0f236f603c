#include "endpoints/posthog_config.h"

#include "endpoints/refusal.h"
#include "ingest/json_text.h"

#include <string>

namespace relay {

namespace {

constexpr std::string_view kArray = "/array/";

// No member `surveys`: false loads scripts of its maker, true asks again and again.
constexpr std::string_view kMembers =
    R"(,"supportedCompression":["gzip","gzip-js"],"hasFeatureFlags":false,)"
    R"("autocapture_opt_out":false,"captureDeadClicks":false,"capturePerformance":false,)"
    R"("autocaptureExceptions":false,"sessionRecording":false,"heatmaps":false,"siteApps":[],)"
    R"("toolbarParams":{},"isAuthenticated":false,"elementsChainAsString":true,)"
    R"("defaultIdentifiedOnly":true,"analytics":{"endpoint":"/e/"}})";

std::string_view keyOf(std::string_view path) {
    const auto start = path.find(kArray);
    const auto rest = path.substr(start + kArray.size());
    return rest.substr(0, rest.find('/'));
}

}  // namespace

http::Reply
PostHogConfigEndpoint::answer(const http::Request& request, http::RequestBody& /*body*/) {
    const auto key = keyOf(request.path);
    if (!access_.isKnownKey(key)) {
        return makeRefusal(Rejection::kUnknownKey);
    }
    std::string name;
    appendJsonString(name, key);
    const auto config = "{\"token\":" + name + std::string(kMembers);
    http::Reply reply;
    if (std::string_view(request.path).ends_with(".js")) {
        reply.content_type = "application/javascript; charset=utf-8";
        reply.body.append("(window._POSTHOG_REMOTE_CONFIG=window._POSTHOG_REMOTE_CONFIG||{})[")
            .append(name)
            .append("]={config:")
            .append(config)
            .append(",siteApps:[]};\n");
    } else {
        reply.body = config;
    }
    return reply;
}

}  // namespace relay
