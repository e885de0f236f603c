#include "summary.h"

#include "support/catch.h"

TEST_CASE("the summary is JSON with numbers as strings") {
    const embedded::Progress progress{
        .read_rows = 1,
        .read_bytes = 2,
        .written_rows = 3,
        .written_bytes = 18446744073709551615U,
        .elapsed = std::chrono::nanoseconds(5)};
    CHECK(
        embedded::formatSummary(progress) ==
        R"({"read_rows":"1","read_bytes":"2","written_rows":"3",)"
        R"("written_bytes":"18446744073709551615","elapsed_ns":"5"})"
    );
}
