#include "stored_ids.h"
#include "support/catch.h"
#include "traffic.h"

#include <algorithm>
#include <array>

namespace {

constexpr std::size_t kEvents = 50'000;
constexpr std::size_t kClients = 16;

// Batches of 1, 20 and 100 by turns, until all events are sent.
pipeline::BatchSource mixedBatches() {
    return [next = std::size_t{0}, turn = std::size_t{0}]() mutable {
        constexpr std::array<std::size_t, 3> kSizes{1, 20, 100};
        const std::size_t size = std::min(kSizes.at(turn++ % kSizes.size()), kEvents - next);
        auto batch = pipeline::makeBatch(next, size);
        next += size;
        return size == 0 ? std::nullopt : std::optional(std::move(batch));
    };
}

}  // namespace

TEST_CASE("fifty thousand events of sixteen clients over two relays are stored exactly once") {
    const test_support::Stack stack({.relays = 2, .relay_environment = {}});
    pipeline::Traffic traffic(kClients, {stack.url(0), stack.url(1)}, mixedBatches());
    const auto record = traffic.join();
    INFO(stack.logs());
    CHECK(record.unexpected == std::vector<std::string>{});
    CHECK(record.unavailable == 0);
    CHECK(record.broken == 0);
    REQUIRE(record.acknowledged_events.size() + record.acknowledged_rejects.size() == kEvents);

    const pipeline::StoredIds stored(stack);
    CHECK(stored.raw.size() == kEvents);
    CHECK(stored.events.size() == record.acknowledged_events.size());
    CHECK(stored.rejected.size() == record.acknowledged_rejects.size());
    CHECK(pipeline::describeLossOrCopies(record.acknowledged_events, stored.events) == "");
    CHECK(pipeline::describeLossOrCopies(record.acknowledged_rejects, stored.rejected) == "");
    CHECK(stack.value("SELECT uniqExact(toYYYYMM(timestamp)) FROM events") == "7");
    CHECK(
        stack.value("SELECT count() FROM person_property_ops FINAL") ==
        std::to_string(record.acknowledged_events.size())
    );
}
