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
