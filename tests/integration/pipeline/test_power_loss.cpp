#include "loop_disk.h"
#include "stored_ids.h"
#include "support/catch.h"
#include "traffic.h"

#include <string>

namespace {

using pipeline::Traffic;
using test_support::Stack;

constexpr std::size_t kClients = 8;
constexpr std::size_t kBatchSize = 10;
constexpr std::size_t kFirstAfter = 10'000'000;  // number of an event that nobody sent before

const std::string kNothing;

}  // namespace

TEST_CASE("what was acknowledged outlives a loss of power, also after a merge") {
    const pipeline::LoopDisk disk;
    Stack stack({.clickhouse_path = disk.path() + "/clickhouse"});
    Traffic traffic(kClients, {stack.url()}, pipeline::endlessBatches(0, kBatchSize));
    REQUIRE(traffic.waitForAcknowledged(300));
    stack.query("OPTIMIZE TABLE raw_events FINAL");
    stack.query("OPTIMIZE TABLE event_log FINAL");
    REQUIRE(traffic.waitForAcknowledged(100));
    disk.cutPower();
    stack.clickhouse().kill9();
    const auto before = traffic.finish();
    disk.restorePower();
    stack.clickhouse().restart();
    INFO(stack.logs());
    const auto raw = pipeline::StoredIds(stack).raw;
    CHECK(pipeline::describeLossOrCopies(before.acknowledged_events, raw) == kNothing);
    CHECK(pipeline::describeLossOrCopies(before.acknowledged_rejects, raw) == kNothing);

    Traffic later(kClients, {stack.url()}, pipeline::endlessBatches(kFirstAfter, kBatchSize));
    CHECK(later.waitForAcknowledged(20));
}
