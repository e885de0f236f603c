#include "delivery/outage.h"

#include "support/catch.h"

using relay::Outage;
using std::chrono::milliseconds;

namespace {

struct Timeline {
    relay::DeliveryClock::time_point now{};
    Outage outage{[this] { return now; }};
};

}  // namespace

TEST_CASE("an outage begins with the first failure and ends with the next success") {
    Timeline time;
    Outage::Insert insert(time.outage);
    CHECK(insert.fail(3));
    for (int attempt = 2; attempt < 15; ++attempt) {
        time.now += milliseconds(100);
        CHECK_FALSE(insert.fail(3));
    }
    const auto ended = insert.succeed();
    REQUIRE(ended);
    CHECK(ended->duration == milliseconds(1300));
    CHECK(ended->requests == 3);
}

TEST_CASE("an insert that succeeds at once tells nothing") {
    Timeline time;
    CHECK_FALSE(Outage::Insert(time.outage).succeed());
}

TEST_CASE("an outage lasts while an insert is failing, whatever succeeds beside it") {
    Timeline time;
    Outage::Insert first(time.outage);
    Outage::Insert second(time.outage);
    CHECK(first.fail(1));
    CHECK_FALSE(second.fail(2));
    CHECK_FALSE(Outage::Insert(time.outage).succeed());
    CHECK_FALSE(first.succeed());
    CHECK(second.succeed()->requests == 3);
}

TEST_CASE("an outage goes on when an insert is given up, and counts the next one too") {
    Timeline time;
    {
        Outage::Insert given_up(time.outage);
        CHECK(given_up.fail(2));
    }
    time.now += milliseconds(60'000);
    Outage::Insert next(time.outage);
    CHECK_FALSE(next.fail(1));
    const auto ended = next.succeed();
    CHECK(ended->duration == milliseconds(60'000));
    CHECK(ended->requests == 3);
}

TEST_CASE("the next outage is counted from nothing") {
    Timeline time;
    {
        Outage::Insert first(time.outage);
        first.fail(5);
        CHECK(first.succeed());
    }
    time.now += milliseconds(1000);
    Outage::Insert second(time.outage);
    CHECK(second.fail(1));
    time.now += milliseconds(20);
    const auto ended = second.succeed();
    CHECK(ended->duration == milliseconds(20));
    CHECK(ended->requests == 1);
}
