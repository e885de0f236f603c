#include "loop_disk.h"
#include "stored_ids.h"
#include "support/catch.h"
#include "traffic.h"

#include <chrono>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

namespace {

using pipeline::Traffic;
using test_support::Stack;

constexpr std::size_t kClients = 8;
constexpr std::size_t kBatchSize = 10;
constexpr std::size_t kFirstAfter = 10'000'000;  // number of an event that nobody sent before

constexpr std::chrono::seconds kDeadline{120};
constexpr std::chrono::milliseconds kPollInterval{200};

const std::string kNothing;

// Until nothing that was acknowledged is lost or stored twice, or the deadline: what there is then.
pipeline::StoredIds followed(const Stack& stack, const pipeline::TrafficRecord& record) {
    const auto end = std::chrono::steady_clock::now() + kDeadline;
    for (;;) {
        pipeline::StoredIds stored(stack);
        const bool is_whole =
            pipeline::describeLossOrCopies(record.acknowledged_events, stored.events).empty() &&
            pipeline::describeLossOrCopies(record.acknowledged_rejects, stored.rejected).empty();
        if (is_whole || std::chrono::steady_clock::now() > end) {
            return stored;
        }
        std::this_thread::sleep_for(kPollInterval);
    }
}

std::unique_ptr<pipeline::LoopDisk> makeDisk() {
    try {
        return std::make_unique<pipeline::LoopDisk>();
    } catch (const std::runtime_error& reason) {
        std::cout << "left out: " << reason.what() << std::endl;
        return nullptr;
    }
}

}  // namespace

TEST_CASE("what was acknowledged outlives a loss of power, also after a merge") {
    const auto disk = makeDisk();
    if (!disk) {
        return;
    }
    // A copy of a migrated database would be lost too: nobody has synced it.
    Stack stack({.clickhouse_path = disk->path() + "/clickhouse", .begins_migrated = false});
    Traffic traffic(kClients, {stack.url()}, pipeline::endlessBatches(0, kBatchSize));
    REQUIRE(traffic.waitForAcknowledged(300));
    stack.query("OPTIMIZE TABLE raw_events FINAL");
    stack.query("OPTIMIZE TABLE event_log FINAL");
    REQUIRE(traffic.waitForAcknowledged(100));
    disk->cutPower();
    stack.clickhouse().kill9();
    const auto before = traffic.finish();
    disk->restorePower();
    stack.clickhouse().restart();
    INFO(stack.logs());
    const pipeline::StoredIds at_first(stack);
    CHECK(pipeline::describeLossOrCopies(before.acknowledged_events, at_first.raw) == kNothing);
    CHECK(pipeline::describeLossOrCopies(before.acknowledged_rejects, at_first.raw) == kNothing);
    CHECK(pipeline::describeLossOrCopies(before.acknowledged_events, at_first.events) != kNothing);
    {
        Traffic later(kClients, {stack.url()}, pipeline::endlessBatches(kFirstAfter, kBatchSize));
        CHECK(later.waitForAcknowledged(20));
        later.finish();
    }
    const auto stored = followed(stack, before);
    CHECK(pipeline::describeLossOrCopies(before.acknowledged_events, stored.events) == kNothing);
    CHECK(pipeline::describeLossOrCopies(before.acknowledged_rejects, stored.rejected) == kNothing);
}

TEST_CASE("what was acknowledged from the spool outlives a loss of power") {
    const auto disk = makeDisk();
    if (!disk) {
        return;
    }
    Stack stack({.relay_environment = {{"SPOOL_DIR", disk->path() + "/spool"}}});
    stack.relay().set("MIGRATE_ON_START", "false");  // it starts though ClickHouse is down
    stack.clickhouse().kill9();
    Traffic traffic(kClients, {stack.url()}, pipeline::endlessBatches(0, kBatchSize));
    REQUIRE(traffic.waitForAcknowledged(3 * kClients));
    disk->cutPower();
    stack.relay().kill9();
    const auto before = traffic.finish();
    disk->restorePower();
    stack.relay().start();
    stack.clickhouse().restart();
    const auto stored = followed(stack, before);
    INFO(stack.logs());
    CHECK(pipeline::describeLossOrCopies(before.acknowledged_events, stored.raw) == kNothing);
    CHECK(pipeline::describeLossOrCopies(before.acknowledged_events, stored.events) == kNothing);
    CHECK(pipeline::describeLossOrCopies(before.acknowledged_rejects, stored.rejected) == kNothing);
}
