#include "http/router.h"

#include "observe/log.h"
#include "support/catch.h"

#include <stdexcept>

namespace {

class ThrowingHandler : public relay::Handler {
public:
    relay::Reply handle(const relay::Request&, relay::RequestBody&) override {
        throw std::runtime_error("secret detail");
    }
};

}  // namespace

TEST_CASE("what a handler throws becomes a plain 500") {
    relay::Config config;
    const relay::AccessPolicy access(config);
    relay::Metrics metrics;
    relay::Log log(relay::LogLevel::kSilent);
    relay::Router router(access, metrics, log);
    router.add("GET", "/boom", std::make_unique<ThrowingHandler>());
    relay::Request request;
    request.method = "GET";
    request.path = "/boom/";
    relay::RequestBody body(request, {});
    const auto reply = router.route(request, body);
    CHECK(reply.status == 500);
    CHECK(reply.body.find("secret") == std::string::npos);
    CHECK(metrics.expose({}).find("route=\"/boom\",status=\"500\"") != std::string::npos);
}
