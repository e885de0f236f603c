#include "support/catch.h"

#include "delivery/group_queue.h"
#include "delivery_fixture.h"

#include <algorithm>

TEST_CASE("a closed queue refuses new rows and has no group to give") {
    const relay::DeliveryPolicy policy;
    relay::GroupQueue queue(policy);
    queue.close();
    const auto result = queue.waitForCommit(makeRows("late"));
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error() == relay::Rejection::kDraining);
    CHECK(queue.takeGroup().empty());
}

TEST_CASE("requests that wait at the same time share one insert") {
    DeliveryFixture fixture(makeFullGroupsPolicy(5));
    fixture.fake.hold();
    std::vector<std::future<CommitResult>> results;
    results.push_back(fixture.commit(makeRows("first")));
    REQUIRE(fixture.fake.waitForRequests(1));
    for (const auto* text : {"a", "b", "c", "d", "e"}) {
        results.push_back(fixture.commit(makeRows(text)));
    }
    REQUIRE(fixture.fake.waitForRequests(2));
    fixture.fake.release();
    for (auto& result : results) {
        CHECK(result.get().has_value());
    }
    const auto inserts = fixture.inserts();
    REQUIRE(inserts.size() == 2);
    const auto& body = inserts[1].body;
    CHECK(std::count(body.begin(), body.end(), '\n') == 5);
    CHECK(
        inserts[0].parameter("insert_deduplication_token") !=
        inserts[1].parameter("insert_deduplication_token")
    );
}

TEST_CASE("an insert never holds rows of two days") {
    DeliveryFixture fixture(makeFullGroupsPolicy(100));
    fixture.fake.hold();
    std::vector<std::future<CommitResult>> results;
    results.push_back(fixture.commit(makeRows("monday")));
    REQUIRE(fixture.fake.waitForRequests(1));
    for (int i = 0; i < 3; ++i) {
        results.push_back(fixture.commit(makeRows("monday", 20000)));
        results.push_back(fixture.commit(makeRows("tuesday", 20001)));
    }
    REQUIRE(fixture.fake.waitForRequests(2)
    );  // goes out because a request of another day is next in line
    fixture.fake.release();
    for (auto& result : results) {
        CHECK(result.get().has_value());
    }
    for (const auto& insert : fixture.inserts()) {
        const bool has_monday = insert.body.find("monday") != std::string::npos;
        const bool has_tuesday = insert.body.find("tuesday") != std::string::npos;
        CHECK(has_monday != has_tuesday);
    }
}

TEST_CASE("no more groups than the policy says are on their way at once") {
    auto policy = makeQuickPolicy();
    policy.max_group_rows = 1;
    policy.parallel_groups = 3;
    DeliveryFixture fixture(policy);
    fixture.fake.hold();
    std::vector<std::future<CommitResult>> results;
    results.reserve(20);
    for (int i = 0; i < 20; ++i) {
        results.push_back(fixture.commit(makeRows(std::to_string(i))));
    }
    REQUIRE(fixture.fake.waitForRequests(3));
    CHECK_FALSE(fixture.fake.waitForRequests(4, std::chrono::milliseconds(50)));
    fixture.fake.release();
    for (auto& result : results) {
        CHECK(result.get().has_value());
    }
    CHECK(fixture.inserts().size() == 20);
}
