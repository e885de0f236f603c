#include "support/catch.h"

#include "delivery/group_policy.h"

using relay::DeliveryPolicy;
using relay::GroupShape;
using relay::GroupSituation;
using relay::RawRows;
using relay::shouldClose;
using std::chrono::milliseconds;

namespace {

DeliveryPolicy makePolicy() {
    DeliveryPolicy policy;
    policy.max_group_rows = 10;
    policy.max_group_bytes = 100;
    policy.worthwhile_rows = 8;
    policy.max_group_age = milliseconds(5);
    policy.max_spooled_age = milliseconds(9);
    policy.max_linger = milliseconds(3);
    return policy;
}

RawRows makeRows(std::size_t count, std::size_t bytes, std::int32_t day = 20000) {
    return {std::string(bytes, 'x'), count, day, ""};
}

}  // namespace

TEST_CASE("requests join a group up to exactly its limits") {
    const auto policy = makePolicy();
    GroupShape by_rows(policy);
    CHECK(by_rows.tryAdd(makeRows(9, 1)));
    CHECK_FALSE(by_rows.isFull());
    CHECK_FALSE(by_rows.tryAdd(makeRows(2, 1)));
    CHECK(by_rows.tryAdd(makeRows(1, 1)));
    CHECK(by_rows.isFull());
    CHECK(by_rows.requests() == 2);

    GroupShape by_bytes(policy);
    CHECK(by_bytes.tryAdd(makeRows(1, 99)));
    CHECK_FALSE(by_bytes.isFull());
    CHECK_FALSE(by_bytes.tryAdd(makeRows(1, 2)));
    CHECK(by_bytes.tryAdd(makeRows(1, 1)));
    CHECK(by_bytes.isFull());
}

TEST_CASE("a request beyond the limits is a group of its own") {
    const auto policy = makePolicy();
    GroupShape shape(policy);
    CHECK(shape.tryAdd(makeRows(1000, 1000)));
    CHECK(shape.isFull());
    CHECK_FALSE(shape.tryAdd(makeRows(1, 1)));
    CHECK(shape.requests() == 1);
}

TEST_CASE("a group never spans two days") {
    const auto policy = makePolicy();
    GroupShape shape(policy);
    CHECK(shape.tryAdd(makeRows(1, 1, 20000)));
    CHECK_FALSE(shape.tryAdd(makeRows(1, 1, 20001)));
    CHECK_FALSE(shape.tryAdd(makeRows(1, 1, 19999)));
    CHECK(shape.tryAdd(makeRows(1, 1, 20000)));
}

TEST_CASE("with nothing under way a group waits only for the clients of the last one to come back"
) {
    const auto policy = makePolicy();
    GroupSituation situation{.requests = 1, .rows = 1, .last_requests = 0};
    CHECK(shouldClose(situation, policy));
    situation.last_requests = 1;
    CHECK(shouldClose(situation, policy));
    situation.last_requests = 2;
    situation.since_last = milliseconds(2);
    CHECK_FALSE(shouldClose(situation, policy));
    situation.since_last = milliseconds(3);
    CHECK(shouldClose(situation, policy));
    situation.since_last = milliseconds(0);
    situation.is_draining = true;
    CHECK(shouldClose(situation, policy));
}

TEST_CASE("beside another one a group goes when it is worthwhile, old, full, or the last") {
    const auto policy = makePolicy();
    const GroupSituation small{
        .requests = 3, .rows = 7, .age = milliseconds(4), .groups_in_flight = 1};
    CHECK_FALSE(shouldClose(small, policy));
    auto situation = small;
    situation.rows = 8;
    CHECK(shouldClose(situation, policy));
    situation = small;
    situation.age = milliseconds(5);
    CHECK(shouldClose(situation, policy));
    situation = small;
    situation.is_full = true;
    CHECK(shouldClose(situation, policy));
    situation = small;
    situation.is_draining = true;
    CHECK(shouldClose(situation, policy));
}

TEST_CASE("a group that goes to the spool becomes older, so that there are fewer") {
    const auto policy = makePolicy();
    GroupSituation situation{.requests = 3, .rows = 7, .age = milliseconds(8), .is_spooling = true};
    CHECK_FALSE(shouldClose(situation, policy));
    situation.age = milliseconds(9);
    CHECK(shouldClose(situation, policy));
    situation.age = milliseconds(0);
    situation.rows = 8;
    CHECK(shouldClose(situation, policy));
}
