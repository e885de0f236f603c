#include "support/catch.h"

#include "delivery_fixture.h"

#include <thread>

using relay::Rejection;
using test_support::Answer;

TEST_CASE("rows are acknowledged after one insert that succeeded") {
    DeliveryFixture fixture;
    REQUIRE(fixture.commit(makeRows("a")).get().has_value());
    const auto inserts = fixture.inserts();
    REQUIRE(inserts.size() == 1);
    CHECK(inserts[0].body == "{\"event\":\"a\"}\n");
    CHECK(inserts[0].parameter("insert_deduplication_token").size() == 32);
    CHECK(inserts[0].parameter("wait_end_of_query") == "1");
}

TEST_CASE("a failure that may pass is retried with the same bytes and the same token") {
    const auto failure = GENERATE(
        Answer::of(Answer::Kind::kReset),
        Answer::of(Answer::Kind::kHalfReply),
        Answer::of(Answer::Kind::kHalfChunk),
        Answer::of(Answer::Kind::kExceptionTail),
        Answer::error(503, 0, "upstream is gone"),
        Answer::error(500, 252),
        Answer::error(404, 46)
    );
    DeliveryFixture fixture;
    fixture.fake.enqueue(failure, 3);
    REQUIRE(fixture.commit(makeRows("a")).get().has_value());
    const auto inserts = fixture.inserts();
    REQUIRE(inserts.size() == 4);
    for (const auto& insert : inserts) {
        CHECK(insert.target == inserts[0].target);
        CHECK(insert.body == inserts[0].body);
    }
}

TEST_CASE("an answer that never comes is retried with the same bytes and the same token") {
    auto policy = makeQuickPolicy();
    policy.attempt_timeout = std::chrono::milliseconds(100);
    DeliveryFixture fixture(policy);
    fixture.fake.enqueue(Answer::of(Answer::Kind::kSilence));
    REQUIRE(fixture.commit(makeRows("a")).get().has_value());
    const auto inserts = fixture.inserts();
    REQUIRE(inserts.size() >= 2);
    CHECK(inserts[0].target == inserts[1].target);
    CHECK(inserts[0].body == inserts[1].body);
}

TEST_CASE("rows that a repeated insert has not stored are not acknowledged") {
    DeliveryFixture fixture;
    fixture.fake.enqueue(Answer::of(Answer::Kind::kReset));
    fixture.fake.enqueue(Answer::ok());
    fixture.fake.enqueue(Answer::ok("0\n"));
    const auto result = fixture.commit(makeRows("a")).get();
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error() == Rejection::kClickHouseUnavailable);
    CHECK(fixture.inserts().size() == 2);
}

TEST_CASE("an insert is repeated when nobody can say what it has stored") {
    DeliveryFixture fixture;
    fixture.fake.enqueue(Answer::of(Answer::Kind::kReset));
    fixture.fake.enqueue(Answer::ok());
    fixture.fake.enqueue(Answer::of(Answer::Kind::kReset));
    REQUIRE(fixture.commit(makeRows("a")).get().has_value());
    CHECK(fixture.inserts().size() == 3);
}

TEST_CASE("a failure that stays is refused at once") {
    DeliveryFixture fixture;
    fixture.fake.enqueue(Answer::error(404, 60));
    const auto result = fixture.commit(makeRows("a")).get();
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error() == Rejection::kClickHouseRefused);
    CHECK(fixture.fake.requests().size() == 1);
}

TEST_CASE("a failure that does not pass before the deadline is unavailable") {
    auto policy = makeQuickPolicy();
    policy.deadline = std::chrono::milliseconds(100);
    DeliveryFixture fixture(policy);
    fixture.fake.setScript([](const auto&) { return Answer::error(503, 0); });
    const auto result = fixture.commit(makeRows("a")).get();
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error() == Rejection::kClickHouseUnavailable);
    CHECK(fixture.inserts().size() >= 2);
}

TEST_CASE("rows behind a ClickHouse that never answers get their answer all the same") {
    auto policy = makeQuickPolicy();
    policy.deadline = std::chrono::milliseconds(200);
    policy.parallel_groups = 1;
    DeliveryFixture fixture(policy);
    fixture.fake.setScript([](const auto&) { return Answer::of(Answer::Kind::kSilence); });
    auto first = fixture.commit(makeRows("first"));
    REQUIRE(fixture.fake.waitForRequests(1));
    auto second = fixture.commit(makeRows("second"));
    CHECK(first.get().error() == Rejection::kClickHouseUnavailable);
    CHECK(second.get().error() == Rejection::kClickHouseUnavailable);
}

TEST_CASE("a request is answered at its deadline, though others of its group still wait") {
    auto policy = makeFullGroupsPolicy(2);
    policy.deadline = std::chrono::seconds(3);
    DeliveryFixture fixture(policy);
    fixture.fake.setScript([](const auto&) { return Answer::of(Answer::Kind::kSilence); });
    auto on_its_way = fixture.commit(makeRows("on its way"));
    REQUIRE(fixture.fake.waitForRequests(1));
    auto early = fixture.commit(makeRows("early"));
    CHECK(early.wait_for(std::chrono::milliseconds(1'500)) == std::future_status::timeout);
    auto late = fixture.commit(makeRows("late"));
    REQUIRE(fixture.fake.waitForRequests(2));
    CHECK(early.get().error() == Rejection::kClickHouseUnavailable);
    CHECK(late.wait_for(std::chrono::seconds(0)) == std::future_status::timeout);
    CHECK(late.get().error() == Rejection::kClickHouseUnavailable);
    CHECK(on_its_way.get().error() == Rejection::kClickHouseUnavailable);
}

TEST_CASE("a restart of ClickHouse is bridged, and each request stored under one token") {
    DeliveryFixture fixture;
    fixture.fake.stopListening();
    std::vector<std::future<CommitResult>> results;
    results.reserve(20);
    for (int i = 0; i < 20; ++i) {
        results.push_back(fixture.commit(makeRows("event" + std::to_string(i))));
    }
    while (fixture.metrics.expose({}).find("relay_commit_retries_total 0") != std::string::npos) {
        std::this_thread::yield();
    }
    fixture.fake.listenAgain();
    for (auto& result : results) {
        CHECK(result.get().has_value());
    }
}
