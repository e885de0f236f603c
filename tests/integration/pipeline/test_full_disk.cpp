#include "stored_ids.h"
#include "support/catch.h"
#include "support/small_disk.h"
#include "traffic.h"

#include <iostream>

namespace {

using pipeline::Traffic;
using test_support::Stack;

const std::string kNothing;
const std::vector<std::string> kNone;

constexpr std::size_t kClients = 8;
constexpr std::size_t kBatchSize = 10;
constexpr std::uint64_t kLeftByOthers = std::uint64_t{64} << 20U;

std::size_t countOf(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) {
        ++count;
    }
    return count;
}

test_support::HttpReply askReady(const Stack& stack) {
    test_support::HttpConnection connection(stack.url());
    return connection.call({"GET", "/ready", {}, {}});
}

}  // namespace

TEST_CASE("a full disk under ClickHouse is told once, and ends when there is room") {
    const test_support::SmallDisk disk("800m");
    if (!disk.isMounted()) {
        std::cout << "left out: only root mounts a disk" << std::endl;
        return;
    }
    Stack stack({.clickhouse_path = disk.path() + "/clickhouse"});
    Traffic traffic(kClients, {stack.url()}, pipeline::endlessBatches(0, kBatchSize));
    REQUIRE(traffic.waitForAcknowledged(50));
    disk.fill(kLeftByOthers);
    REQUIRE(traffic.waitForUnavailable(2 * kClients));
    CHECK(
        askReady(stack).body ==
        R"({"status":"error","error":"ClickHouse has less than 256 MiB of disk"})"
    );
    disk.empty();
    REQUIRE(traffic.waitForAcknowledged(50));
    const auto record = traffic.finish();
    stack.waitUntilReady();
    INFO(stack.logs());
    CHECK(record.unexpected == kNone);
    CHECK(countOf(stack.relay().log(), "ClickHouse does not take inserts") == 1);
    CHECK(countOf(stack.relay().log(), "ClickHouse takes inserts again") == 1);
    CHECK(countOf(stack.relay().log(), "\n") == 2);
    stack.query("OPTIMIZE TABLE event_log FINAL");
    const pipeline::StoredIds stored(stack);
    CHECK(pipeline::describeLossOrCopies(record.acknowledged_events, stored.events) == kNothing);
    CHECK(pipeline::describeLossOrCopies(record.acknowledged_rejects, stored.rejected) == kNothing);
}
