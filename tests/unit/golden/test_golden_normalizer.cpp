#include "normalized_batch.h"
#include "support/catch.h"

#include <string>

namespace {

// Comparing with it shows the other side in a failure.
const std::string kNothing;

using test_support::GoldenCase;
using test_support::Reception;

// 2026-01-15 12:00:00 UTC; cases for the normalizer alone count on it.
constexpr std::int64_t kReceivedAtUs = 1'768'478'400'000'000;

Reception fixedReception() {
    Reception reception{kReceivedAtUs, kReceivedAtUs, {}};
    for (int i = 0; i < 100; ++i) {
        const std::string digits = std::to_string(100 + i);
        reception.fallback_uuids.push_back("fa11bac0-0000-4000-8000-000000000" + digits);
    }
    return reception;
}

std::string
differences(const GoldenCase& golden, const Reception& reception, golden::NormalizedBatch& batch) {
    std::string text;
    for (const auto& table : test_support::goldenTables()) {
        auto expected = expectedRows(golden, table, reception);
        forgetRelayColumns(table, expected);
        text += describeDifference(table, expected, batch.rows[table.name]);
    }
    return text;
}

void check(const GoldenCase& golden, const std::string& file) {
    INFO(file << ": " << golden.name);
    const Reception reception = fixedReception();
    golden::NormalizedBatch batch = golden::normalizeRequest(golden.request, reception);
    CHECK(batch.status == golden.status);
    CHECK(batch.disagreements.empty());
    if (golden.status == 200) {
        INFO("expected reply " << golden.reply << "\nactual reply   " << batch.reply);
        CHECK(test_support::isSameJson(batch.reply, golden.reply));
    }
    CHECK(differences(golden, reception, batch) == kNothing);
}

}  // namespace

TEST_CASE("the scanner and the normalizer give the rows of every golden case") {
    for (const auto& file : test_support::loadGoldenFiles(GOLDEN_FOLDER)) {
        for (const GoldenCase& golden : file.cases) {
            if (golden.runsOn(GoldenCase::Driver::kNormalizer)) {
                check(golden, file.name);
            }
        }
    }
}
