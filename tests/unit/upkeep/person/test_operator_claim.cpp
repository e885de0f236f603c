#include "upkeep/person/operator_claim.h"

#include "support/catch.h"

using relay::OperatorClaim;

namespace {

const relay::ClaimStamp kStamp{"2026-01-05 10:00:00.123456", "uuid-1"};

}  // namespace

TEST_CASE("a merge is the forced claim that an event of its own makes") {
    const OperatorClaim merge{OperatorClaim::Kind::kMerge, "a\"", "b"};
    CHECK(kindOf(merge) == "forced");
    CHECK(
        makeClaimEvent(merge, kStamp) ==
        R"({"event":"$merge_dangerously","distinct_id":"b","timestamp":"2026-01-05 10:00:00.123456",)"
        R"("uuid":"uuid-1","properties":{"alias":"a\""}})"
    );
}

TEST_CASE("a split names what it is from, or nothing") {
    OperatorClaim split{OperatorClaim::Kind::kSplit, "a", "b"};
    CHECK(kindOf(split) == "split");
    CHECK(
        makeClaimEvent(split, kStamp) ==
        R"({"event":"$split","distinct_id":"a","timestamp":"2026-01-05 10:00:00.123456",)"
        R"("uuid":"uuid-1","properties":{"target":"b"}})"
    );
    split.target.clear();
    CHECK(makeClaimEvent(split, kStamp).ends_with(R"("uuid":"uuid-1"})"));
}
