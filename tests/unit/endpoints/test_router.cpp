#include "endpoints/router.h"

#include "observe/log.h"
#include "support/catch.h"

#include <stdexcept>

namespace {

class ThrowingEndpoint : public relay::Endpoint {
public:
    http::Reply answer(const http::Request&, http::RequestBody&) override {
        throw std::runtime_error("secret detail");
    }
};

}  // namespace

TEST_CASE("what an endpoint throws becomes a plain 500") {
    relay::Config config;
    const relay::AccessPolicy access(config);
    relay::Metrics metrics;
    relay::Log log(relay::LogLevel::kSilent);
    relay::Router router(access, metrics, log);
    router.add("GET", "/boom", std::make_unique<ThrowingEndpoint>());
    http::Request request;
    request.method = "GET";
    request.path = "/boom/";
    http::RequestBody body(request, {});
    const auto reply = router.route(request, body);
    CHECK(reply.status == 500);
    CHECK(reply.body.find("secret") == std::string::npos);
    CHECK(metrics.expose({}).find("route=\"/boom\",status=\"500\"") != std::string::npos);
}
