#include "scrape.h"
#include "support/catch.h"

#include <chrono>
#include <list>
#include <string>

namespace {

using component::kJsonType;
using component::makeBatch;
using component::makeConfig;
using component::makeUnfinished;
using component::RelayFixture;
using test_support::makeRequest;
using test_support::RawHttpClient;

const std::string kJson(kJsonType);

bool becomesUsed(const RelayFixture& relay, std::size_t bytes) {
    return component::waitForValue(
        relay, "relay_memory_budget_used_bytes", static_cast<double>(bytes)
    );
}

}  // namespace

TEST_CASE("a body that no longer fits beside the others gives 503 at once") {
    auto config = makeConfig();
    config.max_batch_bytes = 60'000'000;  // four of them are the share of one client
    config.max_events_per_batch = 1;
    http::Limits patient;
    patient.receive.stall_time = std::chrono::minutes(2);
    const RelayFixture relay(config, patient);
    const std::string padded = makeBatch(1) + std::string(config.max_batch_bytes - 1000, ' ');
    std::list<RawHttpClient> waiting;
    for (int i = 0; i < 4; ++i) {
        waiting.emplace_back(relay.port()).send(makeUnfinished(kJson, padded));
    }
    REQUIRE(becomesUsed(relay, 4 * config.max_batch_bytes));

    CHECK(relay.postJson(makeBatch(1)).status == 503);

    while (waiting.size() > 1) {
        waiting.pop_back();
    }
    REQUIRE(becomesUsed(relay, config.max_batch_bytes));
    waiting.front().send(" ");
    CHECK(waiting.front().receive().status == 200);
    CHECK(relay.insertCount() == 1);
}

TEST_CASE("a batch of as many small events as there may be fits when nothing else is held") {
    auto config = makeConfig();
    config.max_events_per_batch = 150'000;
    const RelayFixture relay(config);
    const auto batch = makeBatch(config.max_events_per_batch);
    const auto padding = std::string(config.max_batch_bytes - batch.size(), ' ');
    CHECK(relay.postJson(batch + padding).status == 200);
}

TEST_CASE("a batch whose rows never fit is refused for good") {
    const RelayFixture relay;
    const std::string escaped_sixfold(19'000'000, '\x01');
    const auto head = "Content-Type: application/x-ndjson\r\nAuthorization: Bearer key_a\r\n";
    const auto reply = relay.exchange(makeRequest("POST", "/batch/", head, escaped_sixfold));
    CHECK(reply.status == 413);
    CHECK(reply.body.find("more memory than one client may use") != std::string::npos);
}

TEST_CASE("stalled bodies of one client leave room for another") {
    auto config = makeConfig();
    config.trusted_proxies = {*relay::parseIpRange("127.0.0.1")};
    const RelayFixture relay(config);
    const auto bomb = test_support::gzip(std::string(config.max_batch_bytes, ' '));
    const auto unfinished =
        makeUnfinished(kJson + "Content-Encoding: gzip\r\nX-Forwarded-For: 192.0.2.66\r\n", bomb);
    std::list<RawHttpClient> clients;
    int refused = 0;
    for (int i = 0; i < 16; ++i) {
        clients.emplace_back(relay.port()).send(unfinished);
    }
    for (auto& client : clients) {
        refused += client.receive().status == 503 ? 1 : 0;
    }
    const auto other = kJson + "X-Forwarded-For: 192.0.2.1\r\n";
    CHECK(refused >= 11);
    CHECK(
        relay.exchange(makeRequest("POST", "/batch/", other, component::makeBatch(1))).status == 200
    );
}
