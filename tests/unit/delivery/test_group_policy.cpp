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
    policy.max_group_age = milliseconds(5);
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

TEST_CASE("a group waits for company only while others are on their way") {
    const auto policy = makePolicy();
    CHECK(shouldClose(GroupSituation{false, milliseconds(0), 0, false}, policy));
    CHECK_FALSE(shouldClose(GroupSituation{false, milliseconds(4), 1, false}, policy));
    CHECK(shouldClose(GroupSituation{false, milliseconds(5), 1, false}, policy));
    CHECK(shouldClose(GroupSituation{true, milliseconds(0), 1, false}, policy));
    CHECK(shouldClose(GroupSituation{false, milliseconds(0), 1, true}, policy));
}
