#include "endpoints/ready.h"

#include "support/catch.h"

namespace {

http::Reply ask(relay::ReadyEndpoint& endpoint) {
    const http::Request request;
    http::RequestBody body(request, {});
    return endpoint.answer(request, body);
}

}  // namespace

TEST_CASE("ready tells what is missing") {
    const std::atomic<bool> is_draining = false;
    relay::ReadyEndpoint ready([] { return std::nullopt; }, is_draining);
    CHECK(ask(ready).status == 200);
    relay::ReadyEndpoint missing([] { return "migration \"1\" is missing"; }, is_draining);
    const auto reply = ask(missing);
    CHECK(reply.status == 503);
    CHECK(reply.body == R"({"status":"error","error":"migration \"1\" is missing"})");
}

TEST_CASE("ready tells what is spooled") {
    const std::atomic<bool> is_draining = false;
    relay::ReadyEndpoint ready(
        [] { return std::nullopt; },
        is_draining,
        [] {
            return relay::SpoolLoad{3, 4096, 10'000, 0, 61.5};
        }
    );
    CHECK(
        ask(ready).body == R"({"ready":true,"spool":{"groups":3,"bytes":4096,"oldest_seconds":61}})"
    );
}

TEST_CASE("one answer of ready serves all who ask within a moment") {
    const std::atomic<bool> is_draining = false;
    int checks = 0;
    std::chrono::steady_clock::time_point now{};
    relay::ReadyEndpoint endpoint(
        [&checks] {
            ++checks;
            return std::nullopt;
        },
        is_draining,
        [] { return relay::SpoolLoad(); },
        [&now] { return now; }
    );
    ask(endpoint);
    now += std::chrono::milliseconds(500);
    ask(endpoint);
    CHECK(checks == 1);
    now += std::chrono::milliseconds(1);
    ask(endpoint);
    CHECK(checks == 2);
}

TEST_CASE("a draining relay is not ready, whatever the check says") {
    const std::atomic<bool> is_draining = true;
    relay::ReadyEndpoint endpoint([] { return std::nullopt; }, is_draining);
    CHECK(ask(endpoint).status == 503);
}
