#include "stored_ids.h"
#include "support/catch.h"
#include "traffic.h"

#include <array>

namespace {

// Comparing with it shows the other side in a failure.
const std::string kNothing;
const std::vector<std::string> kNone;

constexpr std::size_t kClients = 16;
constexpr std::array<std::size_t, 3> kSizes{1, 20, 100};

// Batches of 1, 20 and 100 by turns, without end.
pipeline::BatchSource mixedBatches() {
    return [next = std::size_t{0}, turn = std::size_t{0}]() mutable {
        const std::size_t size = kSizes.at(turn++ % kSizes.size());
        auto batch = pipeline::makeBatch(next, size);
        next += size;
        return std::optional(std::move(batch));
    };
}

std::size_t acknowledgedIn(const pipeline::TrafficRecord& record) {
    return record.acknowledged_events.size() + record.acknowledged_rejects.size();
}

void checkStoredOnce(std::size_t events) {
    const test_support::Stack stack({.relays = 2, .relay_environment = {}});
    pipeline::Traffic traffic(kClients, {stack.url(0), stack.url(1)}, mixedBatches());
    REQUIRE(traffic.waitUntil([&](const auto& seen) { return acknowledgedIn(seen) >= events; }));
    const auto record = traffic.finish();
    INFO(stack.logs());
    CHECK(record.unexpected == kNone);
    CHECK(record.broken == 0);

    const pipeline::StoredIds stored(stack);
    CHECK(stored.raw.size() == stored.events.size() + stored.rejected.size());
    // An overloaded machine may answer 503; only such events may be stored beside the acknowledged
    // ones.
    REQUIRE(stored.raw.size() >= acknowledgedIn(record));
    CHECK(stored.raw.size() - acknowledgedIn(record) <= record.unavailable_events);
    CHECK(pipeline::describeLossOrCopies(record.acknowledged_events, stored.raw) == kNothing);
    CHECK(pipeline::describeLossOrCopies(record.acknowledged_events, stored.events) == kNothing);
    CHECK(pipeline::describeLossOrCopies(record.acknowledged_rejects, stored.rejected) == kNothing);
    CHECK(stack.value("SELECT uniqExact(toYYYYMM(timestamp)) FROM events") == "7");
    CHECK(
        stack.value("SELECT uniqExact(own_person_id) FROM person_properties") ==
        stack.value("SELECT uniqExact(person_id) FROM event_log")
    );
}

}  // namespace

TEST_CASE("ten thousand events of sixteen clients over two relays are stored exactly once") {
    checkStoredOnce(10'000);
}

TEST_CASE("fifty thousand events are, too", "[long]") {
    checkStoredOnce(50'000);
}
