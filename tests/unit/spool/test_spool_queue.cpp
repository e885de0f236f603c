#include "spool/spool_queue.h"

#include "support/catch.h"

namespace {

using relay::SpoolQueue;
using std::chrono::milliseconds;

const SpoolQueue::Time kStart{};

// Two groups, and a pause of 10 ms after a failure, at most 40.
SpoolQueue makeQueue() {
    SpoolQueue queue(milliseconds(10), milliseconds(40));
    queue.add("b", 2, true);
    queue.add("a", 1, true);
    return queue;
}

std::string take(SpoolQueue& queue, milliseconds at) {
    const auto taken = queue.take(kStart + at);
    return taken ? taken->name : "";
}

}  // namespace

TEST_CASE("spooled groups are taken by age, each once") {
    auto queue = makeQueue();
    CHECK(queue.oldest() == "a");
    const auto first = queue.take(kStart);
    CHECK(first->name == "a");
    CHECK(first->is_untried);
    CHECK(queue.hasWaiting());
    CHECK(take(queue, milliseconds(0)) == "b");
    CHECK_FALSE(queue.hasWaiting());
    CHECK(take(queue, milliseconds(1'000)).empty());
    CHECK(queue.remove("b") == 2);
    CHECK(queue.size() == 1);
}

TEST_CASE("a spooled group that failed waits longer each time, and others go on") {
    auto queue = makeQueue();
    auto now = milliseconds(0);
    for (const int pause : {10, 20, 40, 40}) {
        CHECK(take(queue, now) == "a");
        queue.postpone("a", kStart + now);
        CHECK(take(queue, now + milliseconds(pause - 1)) == (pause == 10 ? "b" : ""));
        now += milliseconds(pause);
    }
    const auto taken = queue.take(kStart + now);
    CHECK(taken->failures == 4);
    CHECK_FALSE(taken->is_untried);
}

TEST_CASE("while spooled groups are diverted, one is out at a time, with a pause in between") {
    auto queue = makeQueue();
    queue.divert(kStart);
    CHECK(queue.isDiverting());
    CHECK(take(queue, milliseconds(9)).empty());
    CHECK(take(queue, milliseconds(10)) == "a");
    CHECK(take(queue, milliseconds(100)).empty());
    queue.postpone("a", kStart + milliseconds(100));
    CHECK(take(queue, milliseconds(109)).empty());
    CHECK(take(queue, milliseconds(110)) == "a");
    queue.endDiversion();
    CHECK(take(queue, milliseconds(110)) == "b");
}

TEST_CASE("without a group nothing is diverted") {
    auto queue = makeQueue();
    queue.divert(kStart);
    for (const std::string name : {"a", "b"}) {
        queue.take(kStart + milliseconds(10));
        CHECK(queue.isDiverting());
        queue.remove(name);
    }
    CHECK_FALSE(queue.isDiverting());
    queue.divert(kStart);
    CHECK_FALSE(queue.isDiverting());
}
