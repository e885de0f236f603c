#include "support/catch.h"

#include "delivery_fixture.h"

using relay::Rejection;
using test_support::Answer;

TEST_CASE("the work in hand is finished when the committer ends") {
    DeliveryFixture fixture;
    fixture.fake.hold();
    auto result = fixture.commit(makeRows("a"));
    REQUIRE(fixture.fake.waitForRequests(1));
    auto end = std::async(std::launch::async, [&] { fixture.committer.reset(); });
    fixture.fake.release();
    end.get();
    CHECK(result.get().has_value());
}

TEST_CASE("a committer that ends does not wait for the backoff and tries once more") {
    auto policy = makeQuickPolicy();
    policy.deadline = std::chrono::hours(2);
    policy.first_backoff = std::chrono::hours(1);
    policy.max_backoff = std::chrono::hours(1);
    DeliveryFixture fixture(policy);
    fixture.fake.enqueue(Answer::error(503, 0));
    auto result = fixture.commit(makeRows("a"));
    REQUIRE(fixture.fake.waitForRequests(1));
    fixture.committer.reset();
    CHECK(result.get().has_value());
    CHECK(fixture.inserts().size() == 2);
}

TEST_CASE("a committer that ends while ClickHouse is down answers its callers") {
    DeliveryFixture fixture;
    fixture.fake.setScript([](const auto&) { return Answer::error(503, 0); });
    auto result = fixture.commit(makeRows("a"));
    REQUIRE(fixture.fake.waitForRequests(1));
    fixture.committer.reset();
    CHECK(result.get().error() == Rejection::kClickHouseUnavailable);
}
