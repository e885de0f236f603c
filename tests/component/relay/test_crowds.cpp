#include "relay_fixture.h"
#include "scrape.h"
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

http::Limits fewConnections() {
    http::Limits limits;
    limits.connections = kConnections;
    limits.connections_per_address = kConnections;
    limits.spare_threads = 4;
    return limits;
}

std::list<RawHttpClient> connect(const RelayFixture& relay, const std::string& text) {
    std::list<RawHttpClient> clients;
    for (std::size_t i = 0; i < kConnections; ++i) {
        clients.emplace_back(relay.port()).send(text);
    }
    return clients;
}

}  // namespace

TEST_CASE("idle connections make room for those that send events") {
    const RelayFixture relay(component::makeConfig(), fewConnections());
    const auto idle = connect(relay, "");
    REQUIRE(component::waitForValue(relay, "relay_open_connections", kConnections));
    for (std::size_t i = 0; i < 2 * kConnections; ++i) {
        CHECK(relay.postJson(makeBatch(1)).status == 200);
    }
}

TEST_CASE("probes are answered while all connections are busy, and events get a 503") {
    const RelayFixture relay(component::makeConfig(), fewConnections());
    const auto busy = connect(relay, component::makeUnfinished(kJsonType, makeBatch(1)));
    REQUIRE(component::waitForValue(relay, "relay_in_flight_requests", kConnections));
    CHECK(relay.exchange(makeRequest("GET", "/health", "", "")).status == 200);
    CHECK(relay.exchange(makeRequest("GET", "/ready", "", "")).status == 200);
    const auto refused = relay.postJson(makeBatch(1));
    CHECK(refused.status == 503);
    CHECK(refused.headers.count("retry-after") == 1);
}
