#include "http/ready_handler.h"

#include "support/catch.h"

namespace {

relay::Reply ask(relay::ReadyHandler& handler) {
    const relay::Request request;
    relay::RequestBody body(request, {});
    return handler.handle(request, body);
}

}  // namespace

TEST_CASE("ready tells what is missing") {
    const std::atomic<bool> is_draining = false;
    relay::ReadyHandler ready([] { return std::nullopt; }, is_draining);
    CHECK(ask(ready).status == 200);
    relay::ReadyHandler missing([] { return "migration \"1\" is missing"; }, is_draining);
    const auto reply = ask(missing);
    CHECK(reply.status == 503);
    CHECK(reply.body == R"({"status":"error","error":"migration \"1\" is missing"})");
}

TEST_CASE("one answer of ready serves all who ask within a moment") {
    const std::atomic<bool> is_draining = false;
    int checks = 0;
    std::chrono::steady_clock::time_point now{};
    relay::ReadyHandler handler(
        [&checks] {
            ++checks;
            return std::nullopt;
        },
        is_draining,
        [&now] { return now; }
    );
    ask(handler);
    now += std::chrono::milliseconds(500);
    ask(handler);
    CHECK(checks == 1);
    now += std::chrono::milliseconds(1);
    ask(handler);
    CHECK(checks == 2);
}

TEST_CASE("a draining relay is not ready, whatever the check says") {
    const std::atomic<bool> is_draining = true;
    relay::ReadyHandler handler([] { return std::nullopt; }, is_draining);
    CHECK(ask(handler).status == 503);
}
