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
    relay::RefusedSenders refused(log);
    relay::Router router("", access, refused, metrics, log);
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

namespace {

// Answers with its own name.
class NamedEndpoint : public relay::Endpoint {
public:
    explicit NamedEndpoint(std::string name) : name_(std::move(name)) {}

    http::Reply answer(const http::Request&, http::RequestBody&) override {
        http::Reply reply;
        reply.body = name_;
        return reply;
    }

private:
    std::string name_;
};

class RouterFixture {
public:
    explicit RouterFixture(std::string base_path)
        : router_(std::move(base_path), access_, refused_, metrics_, log_) {
        router_.add("GET", "/exact", std::make_unique<NamedEndpoint>("exact"));
        router_.add("GET", "/key/*/config", std::make_unique<NamedEndpoint>("pattern"));
        router_.addVital("/vital", std::make_unique<NamedEndpoint>("vital"));
    }

    http::Reply get(const std::string& path) {
        const auto request = makeRequest(path);
        http::RequestBody body(request, {});
        return router_.route(request, body);
    }

    bool isVital(const std::string& path) { return router_.isVital(makeRequest(path)); }

    std::string metrics() { return metrics_.expose({}); }

private:
    static http::Request makeRequest(const std::string& path) {
        http::Request request;
        request.method = "GET";
        request.path = path;
        return request;
    }

    relay::AccessPolicy access_{relay::Config()};
    relay::Metrics metrics_;
    relay::Log log_{relay::LogLevel::kSilent};
    relay::RefusedSenders refused_{log_};
    relay::Router router_;
};

}  // namespace

TEST_CASE("a segment of a path may be any, but one and not empty") {
    RouterFixture router("");
    CHECK(router.get("/key/phc_1/config").body == "pattern");
    CHECK(router.get("/key/phc_1/config/").body == "pattern");
    for (const auto* path : {"/key//config", "/key/a/b/config", "/key/a", "/key/a/config/x"}) {
        CHECK(router.get(path).status == 404);
    }
    CHECK(router.metrics().find("phc_1") == std::string::npos);
}

TEST_CASE("a base path serves the same routes, beside the root") {
    RouterFixture router("/in/v1");
    CHECK(router.get("/in/v1/exact/").body == "exact");
    CHECK(router.get("/exact").body == "exact");
    CHECK(router.get("/in/v1/key/k/config").body == "pattern");
    for (const auto* path : {"/in/v1", "/in/v1exact", "/in/exact", "/in/v1/in/v1/exact"}) {
        CHECK(router.get(path).status == 404);
    }
}

TEST_CASE("only what probes ask is vital") {
    RouterFixture router("/in");
    CHECK(router.isVital("/vital"));
    CHECK(router.isVital("/in/vital/"));
    CHECK_FALSE(router.isVital("/exact"));
    CHECK_FALSE(router.isVital("/nope"));
}
