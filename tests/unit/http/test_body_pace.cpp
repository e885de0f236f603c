#include "http/body_pace.h"

#include "support/catch.h"

namespace {

using http::BodyPace;
using std::chrono::seconds;

const BodyPace::TimePoint kStart{};

// 100 bytes a second, stalls of 5 seconds, a minute in all.
http::ReceiveLimits makeLimits() {
    http::ReceiveLimits limits;
    limits.body_time = seconds(60);
    limits.stall_time = seconds(5);
    limits.body_bytes_per_second = 100;
    return limits;
}

}  // namespace

TEST_CASE("a body may stall at its start for so long") {
    const BodyPace pace(makeLimits(), kStart);
    CHECK(pace.deadline() == kStart + seconds(5));
}

TEST_CASE("bytes below the rate use the patience up") {
    BodyPace pace(makeLimits(), kStart);
    pace.add(100, kStart + seconds(3));  // buys one second
    CHECK(pace.deadline() == kStart + seconds(6));
    pace.add(100, kStart + seconds(6));
    CHECK(pace.deadline() == kStart + seconds(7));
}

TEST_CASE("many bytes at once do not pay for a longer stall") {
    BodyPace pace(makeLimits(), kStart);
    pace.add(2'000'000, kStart + seconds(1));
    CHECK(pace.deadline() == kStart + seconds(6));
}

TEST_CASE("however fast it comes, a body has to end") {
    BodyPace pace(makeLimits(), kStart);
    for (int second = 1; second < 60; ++second) {
        pace.add(100'000, kStart + seconds(second));
    }
    CHECK(pace.deadline() == kStart + seconds(60));
    CHECK_FALSE(pace.isOverTime(kStart + seconds(59)));
    CHECK(pace.isOverTime(kStart + seconds(60)));
}
