#include "relay_fixture.h"
#include "support/catch.h"

namespace {

using component::RelayFixture;

}  // namespace

TEST_CASE("a ClickHouse that stays away gives 503 with Retry-After, and recovers by itself") {
    RelayFixture relay;
    relay.clickhouse().stopListening();
    const auto reply = relay.postJson(component::makeBatch(1));
    CHECK(reply.status == 503);
    CHECK(reply.headers.count("retry-after") == 1);
    relay.clickhouse().listenAgain();
    CHECK(relay.postJson(component::makeBatch(1)).status == 200);
}

TEST_CASE("a statement that ClickHouse refuses for good gives 503") {
    RelayFixture relay;
    relay.clickhouse().setScript([](const test_support::RecordedRequest&) {
        return test_support::Answer::error(400, 62);
    });
    const auto reply = relay.postJson(component::makeBatch(1));
    CHECK(reply.status == 503);
    CHECK(reply.headers.count("retry-after") == 1);
}

TEST_CASE("a body that no longer fits beside the others gives 503 at once") {
    auto config = component::makeConfig();
    config.max_batch_bytes = 60'000'000;  // the bound is 256 MiB for all requests together
    RelayFixture relay(config);
    relay.clickhouse().hold();
    const std::string padded = component::makeBatch(1) + std::string(59'000'000, ' ');
    std::vector<std::unique_ptr<test_support::RawHttpClient>> waiting;
    int status = 0;
    for (int i = 0; i < 8 && status == 0; ++i) {
        auto client = std::make_unique<test_support::RawHttpClient>(relay.port());
        client->send(test_support::makeRequest("POST", "/batch/", component::kJsonType, padded));
        waiting.push_back(std::move(client));
        if (i >= 5) {
            status = waiting.back()->receive().status;
        }
    }
    CHECK(status == 503);
    relay.clickhouse().release();
    CHECK(waiting.front()->receive().status == 200);
}
