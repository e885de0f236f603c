#include "upkeep/doctor/failure.h"

#include "support/catch.h"

using relay::ClickHouseError;
using relay::explainFailure;
using relay::explainFunction;
using relay::FindingState;
using relay::isOutOfReach;
using relay::NormalizerKind;
using Kind = ClickHouseError::Kind;

TEST_CASE("every failure is wrong and has a remedy") {
    for (const auto kind : {Kind::kTransport, Kind::kTimeout, Kind::kCertificate, Kind::kServer}) {
        for (const int code : {0, 1, 46, 497, 516, 754, 999}) {
            const ClickHouseError error{kind, 500, code, "a message"};
            for (const auto& finding :
                 {explainFailure("user", error),
                  explainFunction("f", NormalizerKind::kUdf, error)}) {
                CAPTURE(static_cast<int>(kind), code);
                CHECK(finding.state == FindingState::kWrong);
                CHECK_FALSE(finding.text.empty());
                CHECK_FALSE(finding.remedy.empty());
            }
        }
    }
}

TEST_CASE("a missing function is installed, or made by a migration") {
    const ClickHouseError missing{Kind::kServer, 404, 46, "Unknown function"};
    CHECK(explainFunction("f_v1", NormalizerKind::kUdf, missing).text == "f_v1 is not there");
    CHECK(explainFunction("f_v1", NormalizerKind::kUdf, missing).remedy.starts_with("Install it"));
    CHECK(explainFunction("f_v1", NormalizerKind::kSql, missing).remedy == "Run relay migrate.");
}

TEST_CASE("what did not come from ClickHouse leaves nothing to ask") {
    CHECK(isOutOfReach({Kind::kTimeout, 0, 0, ""}));
    CHECK(isOutOfReach({Kind::kServer, 502, 0, ""}));
    CHECK_FALSE(isOutOfReach({Kind::kServer, 500, 497, ""}));
}
