#include "text/utc_time.h"

#include "support/catch.h"

using relay::formatUtc;
using std::chrono::microseconds;
using std::chrono::milliseconds;

TEST_CASE("times before and after the epoch are written in UTC") {
    using Micros = std::chrono::sys_time<microseconds>;
    CHECK(formatUtc(Micros(microseconds(0)), ' ') == "1970-01-01 00:00:00.000000");
    CHECK(formatUtc(Micros(microseconds(-1)), ' ') == "1969-12-31 23:59:59.999999");
    CHECK(
        formatUtc(Micros(microseconds(951'782'400'000'000)), ' ') == "2000-02-29 00:00:00.000000"
    );
}

TEST_CASE("the fraction has as many digits as the time knows") {
    using Millis = std::chrono::sys_time<milliseconds>;
    CHECK(formatUtc(Millis(milliseconds(7)), 'T') == "1970-01-01T00:00:00.007");
}
