#include "upkeep/doctor/server_state.h"

#include "support/catch.h"

using relay::FindingState;
using relay::judgeClock;
using relay::judgeDisks;
using relay::judgeParts;
using relay::judgeVersion;

TEST_CASE("26.3 is the oldest version") {
    CHECK(judgeVersion("26.3.1.1").state == FindingState::kOk);
    CHECK(judgeVersion("27.1").state == FindingState::kOk);
    CHECK(judgeVersion("26.2.99.1").state == FindingState::kWrong);
    CHECK(judgeVersion("25.8.1.1").state == FindingState::kWrong);
    CHECK(judgeVersion("unknown").state == FindingState::kWrong);
}

TEST_CASE("clocks may be a minute apart") {
    using std::chrono::seconds;
    CHECK(judgeClock(seconds(60)).state == FindingState::kOk);
    CHECK(judgeClock(seconds(-60)).state == FindingState::kOk);
    const auto ahead = judgeClock(seconds(61));
    CHECK(ahead.state == FindingState::kWarning);
    CHECK(ahead.text == "ClickHouse is 61 s ahead of this machine");
    CHECK(judgeClock(seconds(-61)).text == "ClickHouse is 61 s behind this machine");
}

TEST_CASE("a disk is scarce below a tenth and full below a hundredth") {
    CHECK(judgeDisks({}).state == FindingState::kOk);
    CHECK(judgeDisks({{"default", "10", "100"}}).state == FindingState::kOk);
    CHECK(judgeDisks({{"default", "99", "1000"}}).state == FindingState::kWarning);
    CHECK(judgeDisks({{"default", "9", "1000"}}).state == FindingState::kWrong);
    const auto both = judgeDisks({{"a", "5", "1000"}, {"b", "60000000000", "600000000001"}});
    CHECK(both.state == FindingState::kWrong);
    CHECK(both.text == "a: 0 GB left, 0 %, b: 60 GB left, 9 %");
}

TEST_CASE("parts are too many from half of what makes inserts wait") {
    CHECK(judgeParts({}).state == FindingState::kOk);
    CHECK(judgeParts({{"t", "p", "499", "1000", "3000"}}).state == FindingState::kOk);
    CHECK(judgeParts({{"t", "p", "500", "1000", "3000"}}).state == FindingState::kWarning);
    CHECK(judgeParts({{"t", "p", "2999", "1000", "3000"}}).state == FindingState::kWarning);
    CHECK(judgeParts({{"t", "p", "3000", "1000", "3000"}}).state == FindingState::kWrong);
}
