#include "stored_ids.h"
#include "support/catch.h"
#include "traffic.h"

namespace {

// Comparing with it shows the other side in a failure.
const std::string kNothing;
const std::vector<std::string> kNone;

using pipeline::Traffic;
using test_support::Stack;

constexpr std::size_t kClients = 16;
constexpr std::size_t kBatchSize = 20;

// Every 200 is stored exactly once, and every other reply was a 503 with Retry-After.
void checkAccounts(const Stack& stack, const pipeline::TrafficRecord& record) {
    INFO(stack.logs());
    CHECK(record.unexpected == kNone);
    // A repeated insert stores rows again that are one row once they are merged.
    stack.query("OPTIMIZE TABLE event_log FINAL");
    const pipeline::StoredIds stored(stack);
    CHECK(pipeline::describeLossOrCopies(record.acknowledged_events, stored.events) == kNothing);
    CHECK(pipeline::describeLossOrCopies(record.acknowledged_rejects, stored.rejected) == kNothing);
    CHECK(pipeline::describeLossOrCopies(record.acknowledged_events, stored.raw) == kNothing);
}

}  // namespace

TEST_CASE("what was acknowledged around a stop of ClickHouse is stored exactly once") {
    Stack stack;
    Traffic traffic(kClients, {stack.url()}, pipeline::endlessBatches(0, kBatchSize));
    REQUIRE(traffic.waitForAcknowledged(50));
    CHECK(stack.clickhouse().stop() == 0);
    REQUIRE(traffic.waitForUnavailable(kClients));
    stack.clickhouse().restart();
    REQUIRE(traffic.waitForAcknowledged(200));
    const auto record = traffic.finish();
    CHECK(record.broken == 0);
    checkAccounts(stack, record);
}

TEST_CASE("what was acknowledged around kills of ClickHouse is stored exactly once") {
    Stack stack;
    Traffic traffic(kClients, {stack.url()}, pipeline::endlessBatches(0, kBatchSize));
    for (int i = 0; i < 5; ++i) {
        REQUIRE(traffic.waitForAcknowledged(50));
        stack.clickhouse().kill9();
        if (i == 0) {
            REQUIRE(traffic.waitForUnavailable(kClients));
        }
        stack.clickhouse().restart();
    }
    REQUIRE(traffic.waitForAcknowledged(200));
    const auto record = traffic.finish();
    CHECK(record.broken == 0);
    checkAccounts(stack, record);
}

TEST_CASE("what was acknowledged while normalizers are killed is stored exactly once") {
    Stack stack;
    Traffic traffic(kClients, {stack.url()}, pipeline::endlessBatches(0, kBatchSize));
    std::size_t killed = 0;
    for (int i = 0; i < 20; ++i) {
        REQUIRE(traffic.waitForAcknowledged(20));
        killed += stack.killNormalizers();
    }
    REQUIRE(traffic.waitForAcknowledged(100));
    const auto record = traffic.finish();
    CHECK(killed > 0);
    CHECK(record.broken == 0);
    checkAccounts(stack, record);
}

TEST_CASE("what a killed relay had acknowledged is stored exactly once") {
    Stack stack;
    Traffic traffic(kClients, {stack.url()}, pipeline::endlessBatches(0, kBatchSize));
    for (int i = 0; i < 5; ++i) {
        REQUIRE(traffic.waitForAcknowledged(50));
        stack.relay().kill9();
        stack.relay().start();
    }
    REQUIRE(traffic.waitForAcknowledged(50));
    checkAccounts(stack, traffic.finish());
}

TEST_CASE("a relay that stops answers what it has accepted") {
    Stack stack;
    Traffic traffic(kClients, {stack.url()}, pipeline::endlessBatches(0, kBatchSize));
    REQUIRE(traffic.waitForAcknowledged(100));
    CHECK(stack.relay().stop() == 0);
    CHECK(stack.relay().log() == kNothing);  // a relay that had to cut requests warns of it
    checkAccounts(stack, traffic.finish());
}
