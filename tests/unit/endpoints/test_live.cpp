#include "endpoints/live.h"

#include "support/catch.h"

#include <string>

namespace {

const relay::ClientIp kDirect({});

http::Request makeRequest(const std::string& peer, const std::string& host) {
    http::Request request;
    request.method = "GET";
    request.peer_ip = peer;
    request.headers = {{"host", host}};
    return request;
}

http::Reply ask(relay::Endpoint&& endpoint, const http::Request& request) {
    http::RequestBody body(request, {});
    return endpoint.answer(request, body);
}

}  // namespace

TEST_CASE("who is at this machine sees the live page") {
    for (const std::string host : {"localhost", "localhost:8080", "127.0.0.1:80", "[::1]:8080"}) {
        CAPTURE(host);
        CHECK(relay::isLocalRequest(makeRequest("127.0.0.1", host), kDirect));
        CHECK(relay::isLocalRequest(makeRequest("::1", host), kDirect));
    }
    const auto reply =
        ask(relay::LivePageEndpoint(kDirect), makeRequest("127.0.0.1", "localhost:8080"));
    CHECK(reply.status == 200);
    CHECK(reply.body.starts_with("<!doctype html>"));
}

TEST_CASE("nobody else finds a live page") {
    auto of_a_page = makeRequest("127.0.0.1", "localhost");
    of_a_page.headers["origin"] = "https://app.example";
    auto forwarded = makeRequest("127.0.0.1", "localhost");
    forwarded.headers["x-forwarded-for"] = "192.0.2.1";
    const relay::ClientIp behind_proxy({*relay::parseIpRange("127.0.0.1")});
    CHECK_FALSE(relay::isLocalRequest(of_a_page, kDirect));
    CHECK_FALSE(relay::isLocalRequest(forwarded, behind_proxy));
    CHECK_FALSE(relay::isLocalRequest(forwarded, kDirect));  // by a proxy that nobody named
    for (const auto& [peer, host] : {
             std::pair("192.0.2.1", "localhost"),
             std::pair("127.0.0.1", "rebound.example"),
             std::pair("127.0.0.1", "localhost.example"),
             std::pair("127.0.0.1", ""),
         }) {
        CAPTURE(peer, host);
        const auto request = makeRequest(peer, host);
        relay::Log log(relay::LogLevel::kSilent);
        relay::RefusedSenders refused(log);
        const auto no_events = [] { return tl::expected<std::string, std::string>("[]"); };
        CHECK(ask(relay::LivePageEndpoint(kDirect), request).status == 404);
        CHECK(ask(relay::LiveEventsEndpoint(kDirect, refused, no_events), request).status == 404);
    }
}

TEST_CASE("the live page is told events, who was refused, and why there is nothing") {
    relay::Log log(relay::LogLevel::kSilent);
    relay::RefusedSenders refused(log);
    refused.noteOrigin("https://a.example");
    refused.noteKey("\"old\"");
    const auto request = makeRequest("127.0.0.1", "localhost");
    const std::string senders =
        R"("refused":[{"kind":"origin","name":"https://a.example","times":1},)"
        R"({"kind":"key","name":"\"old\"","times":1}])";
    const auto events = [] { return tl::expected<std::string, std::string>(R"([{"event":"e"}])"); };
    CHECK(
        ask(relay::LiveEventsEndpoint(kDirect, refused, events), request).body ==
        R"({"events":[{"event":"e"}],)" + senders + "}"
    );
    const auto away = [] { return tl::expected<std::string, std::string>(tl::unexpect, "away"); };
    CHECK(
        ask(relay::LiveEventsEndpoint(kDirect, refused, away), request).body ==
        R"({"events":[],)" + senders + R"(,"error":"away"})"
    );
}
