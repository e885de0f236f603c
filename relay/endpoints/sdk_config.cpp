#include "endpoints/sdk_config.h"

#include "endpoints/refusal.h"
#include "endpoints/request_key.h"
#include "ingest/json_text.h"

#include <array>

namespace relay {

namespace {

constexpr std::string_view kJson = "application/json";
constexpr std::string_view kJavaScript = "application/javascript; charset=utf-8";

std::string makePostHogConfig(const SdkConfigFacts& facts) {
    return R"({"token":)" + facts.key + "," + std::string(kPostHogConfig) + "}";
}

std::string makePostHogScript(const SdkConfigFacts& facts) {
    return "(window._POSTHOG_REMOTE_CONFIG=window._POSTHOG_REMOTE_CONFIG||{})[" + facts.key +
           "]={config:" + makePostHogConfig(facts) + ",siteApps:[]};\n";
}

std::string makeSegmentSettings(const SdkConfigFacts& facts) {
    std::string host;
    appendJsonString(host, std::string(facts.url) + "/v1");
    return R"({"integrations":{"Segment.io":{"apiKey":)" + facts.key + R"(,"apiHost":)" + host +
           R"(,"protocol":")" + std::string(facts.scheme) +
           R"("}},"plan":{"track":{"__default":{"enabled":true,"integrations":{}}}},)"
           R"("metrics":{"sampleRate":0}})";
}

std::string makeRudderConfig(const SdkConfigFacts& facts) {
    return R"({"source":{"id":)" + facts.key + R"(,"name":"js","writeKey":)" + facts.key +
           R"(,"enabled":true,"workspaceId":"w","destinations":[],"config":{"statsCollection":)"
           R"({"errors":{"enabled":false},"metrics":{"enabled":false}}}},)"
           R"("updatedAt":"2026-01-01T00:00:00.000Z"})";
}

constexpr std::array kRoutes{
    SdkConfigRoute{"/array/*/config", kJson, makePostHogConfig},
    SdkConfigRoute{"/array/*/config.js", kJavaScript, makePostHogScript},
    SdkConfigRoute{"/v1/projects/*/settings", kJson, makeSegmentSettings},
    SdkConfigRoute{"/sourceConfig", kJson, makeRudderConfig},
};

// What a request's path has in front of the route's path, and in place of its `*`.
struct PathParts {
    std::string_view base;
    std::string_view key;
};

PathParts takeApart(std::string_view path, std::string_view route) {
    const auto fixed = route.substr(0, route.find('*'));
    const auto start = path.find(fixed);
    const auto rest = path.substr(start + fixed.size());
    return {path.substr(0, start), rest.substr(0, rest.find('/'))};
}

}  // namespace

std::span<const SdkConfigRoute> sdkConfigRoutes() {
    return kRoutes;
}

http::Reply SdkConfigEndpoint::answer(const http::Request& request, http::RequestBody& /*body*/) {
    const auto parts = takeApart(request.path, route_.path);
    const bool is_key_in_path = route_.path.find('*') != std::string_view::npos;
    const auto key = is_key_in_path ? std::string(parts.key) : findWriteKey(request);
    if (!access_.isKnownKey(key)) {
        return makeRefusal(Rejection::kUnknownKey);
    }
    SdkConfigFacts facts;
    appendJsonString(facts.key, key);
    const auto url = std::string(request.header("host").value_or("")).append(parts.base);
    facts.url = url;
    const auto scheme = request.header("x-forwarded-proto").value_or("");
    facts.scheme = scheme == "https" && client_ip_.isTrusted(request.peer_ip) ? "https" : "http";
    http::Reply reply;
    reply.content_type = route_.content_type;
    reply.body = route_.make_body(facts);
    return reply;
}

}  // namespace relay
