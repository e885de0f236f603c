#include "support/catch.h"
#include "support/stack.h"

#include "integration/identity/settled.h"
#include "traffic.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace {

// Comparing with it shows the other side in a failure.
const std::vector<std::string> kNone;

using pipeline::BatchSource;
using test_support::Stack;

constexpr std::size_t kEvents = 1'400;
constexpr std::size_t kSize = 50;
constexpr std::array<std::size_t, 4> kSizes{7, 100, 1, 33};

BatchSource inOrder() {
    return [next = std::size_t{0}]() mutable {
        auto batch = pipeline::makeBatch(next, kSize);
        next += kSize;
        return next > kEvents ? std::nullopt : std::optional(std::move(batch));
    };
}

// Every event in `passes` requests, the last events first, in batches of sizes that change all the
// time.
BatchSource backwards(int passes) {
    return [passes, end = kEvents, turn = std::size_t{0}]() mutable {
        if (end == 0 && --passes > 0) {
            end = kEvents;
        }
        const std::size_t size = std::min(kSizes.at(turn++ % kSizes.size()), end);
        end -= size;
        return size == 0 ? std::nullopt : std::optional(pipeline::makeBatch(end, size));
    };
}

void send(
    const Stack& stack,
    std::size_t clients,
    std::vector<std::string> urls,
    BatchSource source
) {
    // Sent again after a 503: one more copy at the most, and copies are the point here.
    const auto record =
        pipeline::Traffic(
            clients, std::move(urls), std::move(source), pipeline::OnUnavailable::kSendAgain
        )
            .join();
    INFO(stack.logs());
    REQUIRE(record.unexpected == kNone);
    REQUIRE(record.unavailable + record.broken == 0);
}

// The number of rows of a view and a hash of them all, in any order. Receive times aside.
std::string digest(const Stack& stack, const std::string& columns, const std::string& view) {
    const auto rows =
        stack.query("SELECT count(), sum(sipHash64(tuple(" + columns + "))) FROM " + view);
    return rows.at(0).at(0).value() + " rows, hash " + rows.at(0).at(1).value();
}

}  // namespace

TEST_CASE(
    "backwards, twice, in other batches and through two relays the same events give the same "
    "answers"
) {
    const Stack plain;
    send(plain, 1, {plain.url()}, inOrder());
    const Stack shuffled({.relays = 2, .relay_environment = {}});
    send(shuffled, 4, {shuffled.url(0), shuffled.url(1)}, backwards(2));
    for (const Stack* stack : {&plain, &shuffled}) {
        // Until parts merge, copies stand side by side in the log.
        stack->query("OPTIMIZE TABLE event_log FINAL");
        identity_tests::settle(*stack);
    }

    CHECK(plain.value("SELECT count() FROM events") == std::to_string(kEvents * 7 / 10));
    CHECK(
        digest(shuffled, "* EXCEPT (inserted_at)", "events") ==
        digest(plain, "* EXCEPT (inserted_at)", "events")
    );
    for (const std::string view : {"persons", "person_distinct_ids", "sessions"}) {
        INFO(view);
        CHECK(digest(plain, "*", view).substr(0, 2) != "0 ");
        CHECK(digest(shuffled, "*", view) == digest(plain, "*", view));
    }
}
