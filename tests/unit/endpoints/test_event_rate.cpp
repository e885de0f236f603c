#include "endpoints/event_rate.h"

#include "support/capture_error.h"
#include "support/catch.h"

#include <string>

namespace {

using std::chrono::seconds;

class Fixture {
public:
    explicit Fixture(std::uint64_t per_second) { config_.max_events_per_second = per_second; }

    // The seconds to wait; 0 when the events are taken.
    seconds::rep
    take(std::size_t events, const std::string& ip = "192.0.2.7", const std::string& key = "key") {
        return rate().take(key, ip, events).value_or(seconds(0)).count();
    }

    void giveBack(std::size_t events) { rate().giveBack("key", "192.0.2.7", events); }

    std::chrono::steady_clock::time_point now{};

private:
    relay::EventRate& rate() {
        if (!rate_) {
            rate_.emplace(config_, log_, [this] { return now; });
        }
        return *rate_;
    }

    relay::Config config_;
    relay::Log log_{relay::LogLevel::kWarn};
    std::optional<relay::EventRate> rate_;
};

}  // namespace

TEST_CASE("what one second allows is taken at once, and more after a second") {
    Fixture fixture(10);
    for (int i = 0; i < 10; ++i) {
        CHECK(fixture.take(1) == 0);
    }
    CHECK(fixture.take(1) == 1);
    fixture.now += seconds(1);
    CHECK(fixture.take(1) == 0);
}

TEST_CASE("a batch of any size is taken, and waited for") {
    Fixture fixture(10);
    CHECK(fixture.take(100) == 0);
    CHECK(fixture.take(1) == 10);  // 90 events are owed, and the next one needs a token
    fixture.now += seconds(9);
    CHECK(fixture.take(1) == 1);
    fixture.now += seconds(1);
    CHECK(fixture.take(1) == 0);
}

TEST_CASE("a pause earns no more than what one second allows") {
    Fixture fixture(10);
    CHECK(fixture.take(1) == 0);
    fixture.now += std::chrono::hours(1);
    CHECK(fixture.take(10) == 0);
    CHECK(fixture.take(1) == 1);
}

TEST_CASE("each key and each network has its own bucket") {
    Fixture fixture(1);
    CHECK(fixture.take(1, "2001:db8::1") == 0);
    CHECK(fixture.take(1, "2001:db8::2") == 1);
    CHECK(fixture.take(1, "2001:db8:0:1::1") == 0);
    CHECK(fixture.take(1, "2001:db8::1", "other") == 0);
}

TEST_CASE("beyond the clients that have a bucket, new ones share one, until some are full again") {
    Fixture fixture(1);
    const auto address = [](int i) {
        return "10.0." + std::to_string(i / 256) + "." + std::to_string(i % 256);
    };
    for (int i = 0; i < 10'000; ++i) {
        REQUIRE(fixture.take(1, address(i)) == 0);
    }
    CHECK(fixture.take(1, "192.0.2.1") == 0);
    CHECK(fixture.take(1, "192.0.2.2") == 1);
    fixture.now += seconds(2);
    CHECK(fixture.take(1, "192.0.2.1") == 0);
    CHECK(fixture.take(1, "192.0.2.2") == 0);
}

TEST_CASE("who comes too fast is named once a minute, with the number of refused requests") {
    Fixture fixture(1);
    const auto text = test_support::captureError([&] {
        fixture.take(1000);
        for (int i = 0; i < 60; ++i) {
            fixture.take(1);
            fixture.now += seconds(1);
        }
        fixture.take(1);
    });
    CHECK(std::count(text.begin(), text.end(), '\n') == 2);
    CHECK(text.find("MAX_EVENTS_PER_SECOND ip=192.0.2.7 refused=1\n") != std::string::npos);
    CHECK(text.find("ip=192.0.2.7 refused=60\n") != std::string::npos);
}

TEST_CASE("what was not stored after all may come again at once") {
    Fixture fixture(10);
    CHECK(fixture.take(100) == 0);
    fixture.giveBack(100);
    CHECK(fixture.take(100) == 0);
    CHECK(fixture.take(1) == 10);
}
