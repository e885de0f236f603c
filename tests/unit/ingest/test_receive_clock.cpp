#include "ingest/receive_clock.h"

#include "support/catch.h"

#include <set>
#include <thread>
#include <vector>

namespace {

using std::chrono::microseconds;
using std::chrono::system_clock;

system_clock::time_point at(std::int64_t us) {
    return system_clock::time_point(microseconds(us));
}

}  // namespace

TEST_CASE("batches of one microsecond have times of their own, which go on with the clock") {
    std::int64_t now = 1000;
    relay::ReceiveClock clock([&now] { return at(now); });
    CHECK(clock.next() == 1000);
    CHECK(clock.next() == 1001);
    now = 1001;
    CHECK(clock.next() == 1002);
    now = 2000;
    CHECK(clock.next() == 2000);
}

TEST_CASE("a clock that goes back a little does not make a time come again") {
    std::int64_t now = 5'000'000;
    relay::ReceiveClock clock([&now] { return at(now); });
    CHECK(clock.next() == 5'000'000);
    now = 4'500'000;
    CHECK(clock.next() == 5'000'001);
}

TEST_CASE("a clock that was set back far is followed") {
    std::int64_t now = 5'000'000;
    relay::ReceiveClock clock([&now] { return at(now); });
    CHECK(clock.next() == 5'000'000);
    now = 1'000'000;
    CHECK(clock.next() == 1'000'000);
}

TEST_CASE("threads at one moment get different times") {
    relay::ReceiveClock clock([] { return at(7); });
    constexpr int kTimes = 10'000;
    std::vector<std::vector<std::int64_t>> taken(4);
    std::vector<std::thread> threads;
    for (auto& times : taken) {
        threads.emplace_back([&clock, &times] {
            for (int i = 0; i < kTimes; ++i) {
                times.push_back(clock.next());
            }
        });
    }
    for (auto& thread : threads) {
        thread.join();
    }
    std::set<std::int64_t> all;
    for (const auto& times : taken) {
        all.insert(times.begin(), times.end());
    }
    CHECK(all.size() == taken.size() * kTimes);
}
