#include "relay_fixture.h"
#include "support/catch.h"

#include <string>

namespace {

using component::RelayFixture;
using test_support::makeRequest;

const std::string kListed = "Origin: https://app.example\r\n";

std::string allowedOrigin(const test_support::RawReply& reply) {
    const auto found = reply.headers.find("access-control-allow-origin");
    return found == reply.headers.end() ? "" : found->second;
}

}  // namespace

TEST_CASE("every reply to a listed origin carries the CORS headers") {
    const RelayFixture relay;
    const std::string request = GENERATE_COPY(
        makeRequest("POST", "/batch/", kListed + std::string(component::kJsonType), "{}"),
        makeRequest("POST", "/batch/", kListed, "{}"),
        makeRequest("GET", "/batch/", kListed, ""),
        makeRequest("GET", "/nope", kListed, ""),
        makeRequest("GET", "/health", kListed, "")
    );
    const auto reply = relay.exchange(request);
    CHECK(allowedOrigin(reply) == "https://app.example");
    CHECK(reply.headers.at("vary") == "Origin");
}

TEST_CASE("preflight from a listed origin is allowed on every known path") {
    const RelayFixture relay;
    const std::string path = GENERATE("/batch/", "/batch", "/health", "/ready");
    const auto reply = relay.exchange(makeRequest(
        "OPTIONS",
        path,
        kListed + "Access-Control-Request-Method: POST\r\n"
                  "Access-Control-Request-Headers: content-type,content-encoding\r\n",
        ""
    ));
    CHECK(reply.status == 204);
    CHECK(allowedOrigin(reply) == "https://app.example");
    CHECK(reply.headers.at("access-control-allow-methods").find("POST") != std::string::npos);
    const auto& headers = reply.headers.at("access-control-allow-headers");
    CHECK(headers.find("content-type") != std::string::npos);
    CHECK(headers.find("content-encoding") != std::string::npos);
    CHECK(headers.find("authorization") != std::string::npos);
    CHECK(reply.headers.count("access-control-max-age") == 1);
}

TEST_CASE("preflight gets the tracing headers that it asks for, and nothing that is no header") {
    const RelayFixture relay;
    const auto reply = relay.exchange(makeRequest(
        "OPTIONS",
        "/batch/",
        kListed +
            "Access-Control-Request-Headers: baggage,sentry-trace, x-datadog-origin ,a b,\r\n",
        ""
    ));
    CHECK(
        reply.headers.at("access-control-allow-headers") ==
        "authorization, content-encoding, content-type, baggage, sentry-trace, x-datadog-origin"
    );
    CHECK(reply.headers.at("access-control-allow-credentials") == "true");
}

TEST_CASE("a malformed request of a listed origin has the CORS headers, so that its page sees why"
) {
    const RelayFixture relay;
    const auto reply =
        relay.exchange("POST /batch/ HTTP/1.1\r\nHost: r\r\n" + kListed + "bad\r\n\r\n");
    CHECK(reply.status == 400);
    CHECK(allowedOrigin(reply) == "https://app.example");
}

TEST_CASE("a refused preflight is counted") {
    const RelayFixture relay;
    const auto refused =
        relay.exchange(makeRequest("OPTIONS", "/batch/", "Origin: https://evil.example\r\n", ""));
    CHECK(refused.status == 403);
    const auto metrics = relay.exchange(makeRequest("GET", "/metrics", "", "")).body;
    CHECK(
        metrics.find("relay_refusals_total{reason=\"origin_not_allowed\"} 1\n") != std::string::npos
    );
}

TEST_CASE("preflight from another origin is refused without CORS headers") {
    const RelayFixture relay;
    for (const std::string origin : {"", "Origin: https://evil.example\r\n", "Origin: null\r\n"}) {
        const auto reply = relay.exchange(makeRequest("OPTIONS", "/batch/", origin, ""));
        CHECK(reply.status == 403);
        CHECK(allowedOrigin(reply).empty());
    }
    CHECK(relay.exchange(makeRequest("OPTIONS", "/nope", kListed, "")).status == 404);
}
