#include "stored_ids.h"
#include "support/catch.h"
#include "support/child_process.h"
#include "traffic.h"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

namespace {

using pipeline::Traffic;
using test_support::Stack;

const std::string kNothing;
const std::string kReadAll = "SELECT sum(cityHash64(*)) FROM event_log FORMAT Null";

constexpr std::size_t kBatchSize = 20;

// Changes a byte in the middle of a file.
void flipByte(const std::string& path) {
    const auto middle = static_cast<std::streamoff>(std::filesystem::file_size(path) / 2);
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekg(middle);
    const auto byte = static_cast<char>(file.get());
    file.seekp(middle);
    file.put(static_cast<char>(byte ^ 1));
}

bool isOlderThan20Seconds(const Stack& stack) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (stack.value("SELECT max(received_at) < now() - 20 FROM raw_events") != "1") {
        if (std::chrono::steady_clock::now() > end) {
            return false;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return true;
}

}  // namespace

TEST_CASE("a damaged part of event_log stops nothing, and its events come back from raw_events") {
    Stack stack;
    Traffic traffic(4, {stack.url()}, pipeline::endlessBatches(0, kBatchSize));
    REQUIRE(traffic.waitForAcknowledged(50));
    const auto before = traffic.finish();
    stack.query("OPTIMIZE TABLE event_log FINAL");
    const auto part = stack.query(
        "SELECT name, path FROM system.parts WHERE database = currentDatabase() AND table = "
        "'event_log' AND active ORDER BY rows DESC LIMIT 1"
    );
    stack.clickhouse().stop();
    flipByte(part.at(0).at(1).value() + "data.bin");
    stack.clickhouse().restart();
    stack.waitUntilReady();
    CHECK_THROWS(stack.query(kReadAll));

    Traffic later(1, {stack.url()}, pipeline::endlessBatches(1'000'000, kBatchSize));
    CHECK(later.waitForAcknowledged(5));
    const auto record = later.finish();
    CHECK(record.unavailable + record.broken + record.unexpected.size() == 0);

    // As docs/operations.md says.
    stack.query("SYSTEM STOP VIEW follow_raw");
    stack.query("ALTER TABLE event_log DETACH PART '" + part.at(0).at(0).value() + "'");
    CHECK_NOTHROW(stack.query(kReadAll));
    setenv("CLICKHOUSE_URL", stack.clickhouseUrl().c_str(), 1);
    // It leaves the latest twenty seconds to the view follow_raw.
    REQUIRE(isOlderThan20Seconds(stack));
    const auto reconcile = test_support::runProcess({RELAY_BINARY, "reconcile"}, "");
    INFO(reconcile.output << reconcile.errors);
    CHECK(reconcile.exit_code == 0);
    stack.query("OPTIMIZE TABLE event_log FINAL");
    const pipeline::StoredIds stored(stack);
    CHECK(pipeline::describeLossOrCopies(before.acknowledged_events, stored.events) == kNothing);
    CHECK(pipeline::describeLossOrCopies(record.acknowledged_events, stored.events) == kNothing);
}
