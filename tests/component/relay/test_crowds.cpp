#include "relay_fixture.h"
#include "support/catch.h"

#include <list>
#include <string>

namespace {

using component::kJsonType;
using component::makeBatch;
using component::RelayFixture;
using test_support::makeRequest;
using test_support::RawHttpClient;

constexpr std::size_t kConnections = 8;

const std::string kHeadOfBatch = "POST /batch/ HTTP/1.1\r\nHost: r\r\n" + std::string(kJsonType) +
                                 "Expect: 100-continue\r\nContent-Length: 100\r\n\r\n";

http::Limits fewConnections() {
    http::Limits limits;
    limits.connections = kConnections;
    limits.connections_per_address = kConnections;
    limits.spare_threads = 4;
    return limits;
}

}  // namespace

TEST_CASE("idle connections make room for those that send events") {
    const RelayFixture relay(component::makeConfig(), fewConnections());
    std::list<RawHttpClient> idle;
    for (std::size_t i = 0; i < kConnections; ++i) {
        idle.emplace_back(relay.port());
    }
    for (std::size_t i = 0; i < 2 * kConnections; ++i) {
        CHECK(relay.postJson(makeBatch(1)).status == 200);
    }
}

TEST_CASE("probes are answered while all connections are busy, and events get a 503") {
    const RelayFixture relay(component::makeConfig(), fewConnections());
    std::list<RawHttpClient> busy;
    for (std::size_t i = 0; i < kConnections; ++i) {
        busy.emplace_back(relay.port()).send(kHeadOfBatch);
        REQUIRE(busy.back().receive().status == 100);  // from now on, its body is waited for
    }
    CHECK(relay.exchange(makeRequest("GET", "/health", "", "")).status == 200);
    CHECK(relay.exchange(makeRequest("GET", "/ready", "", "")).status == 200);
    const auto refused = relay.postJson(makeBatch(1));
    CHECK(refused.status == 503);
    CHECK(refused.headers.count("retry-after") == 1);
}
