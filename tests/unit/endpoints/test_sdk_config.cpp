#include "endpoints/sdk_config.h"
#include "http/wire.h"
#include "support/catch.h"

#include <algorithm>
#include <string>

namespace {

// The reply of the route with that path to a request from a proxy that is trusted or not.
http::Reply
ask(std::string_view route, const std::string& path, bool is_trusted, const std::string& query = ""
) {
    relay::Config config;
    config.public_api_keys = {"key"};
    const relay::AccessPolicy access(config);
    const relay::ClientIp client_ip(
        is_trusted ? std::vector{relay::parseIpRange("192.0.2.1").value()}
                   : std::vector<relay::IpRange>()
    );
    const auto routes = relay::sdkConfigRoutes();
    relay::SdkConfigEndpoint endpoint(
        *std::ranges::find(routes, route, &relay::SdkConfigRoute::path), access, client_ip
    );
    http::Request request;
    request.path = path;
    request.query = query;
    request.peer_ip = "192.0.2.1";
    request.headers = {{"host", "relay.example:8443"}, {"x-forwarded-proto", "https"}};
    Wire wire{""};
    http::RequestBody body(request, {nullptr, wire.receiver()});
    return endpoint.answer(request, body);
}

constexpr std::string_view kSettings = "/v1/projects/*/settings";

}  // namespace

TEST_CASE("settings lead to the host that was asked, below the base path") {
    const auto at_root = ask(kSettings, "/v1/projects/key/settings", true);
    CHECK(at_root.body.find(R"("apiHost":"relay.example:8443/v1")") != std::string::npos);
    const auto below = ask(kSettings, "/ingest/v1/projects/key/settings", true);
    CHECK(below.body.find(R"("apiHost":"relay.example:8443/ingest/v1")") != std::string::npos);
}

TEST_CASE("settings have the outer scheme where a trusted proxy names it") {
    const std::string path = "/v1/projects/key/settings";
    CHECK(ask(kSettings, path, true).body.find(R"("protocol":"https")") != std::string::npos);
    CHECK(ask(kSettings, path, false).body.find(R"("protocol":"http")") != std::string::npos);
}

TEST_CASE("a configuration is for known keys alone") {
    CHECK(ask(kSettings, "/v1/projects/other/settings", true).status == 401);
    CHECK(ask(kSettings, "/v1/projects//settings", true).status == 401);
    CHECK(ask("/sourceConfig", "/sourceConfig/", true).status == 401);
    CHECK(ask("/sourceConfig", "/sourceConfig/", true, "writeKey=key").status == 200);
    CHECK(ask("/array/*/config", "/array/key/config", true).status == 200);
}
