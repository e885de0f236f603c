#include "ingest/utc_time.h"

#include "support/catch.h"

using relay::formatUtc;

TEST_CASE("times before and after the epoch are written in UTC") {
    CHECK(formatUtc(0) == "1970-01-01 00:00:00.000000");
    CHECK(formatUtc(-1) == "1969-12-31 23:59:59.999999");
    CHECK(formatUtc(951'782'400'000'000) == "2000-02-29 00:00:00.000000");
    CHECK(formatUtc(1'767'225'599'999'999) == "2025-12-31 23:59:59.999999");
    CHECK(formatUtc(7'289'654'399'000'007) == "2200-12-31 23:59:59.000007");
}
