#include "event_rules/timestamp.h"
#include "support/catch.h"

#include <string>
#include <utility>
#include <vector>

using event_rules::parseTimestampNumber;
using event_rules::parseTimestampText;

namespace {

constexpr std::int64_t kNoonUs = 1'709'294'400'000'000;  // 2024-03-01T12:00:00Z
constexpr std::int64_t kHourUs = 3'600'000'000;

using Cases = std::vector<std::pair<std::string, std::int64_t>>;

void checkTexts(const Cases& cases) {
    for (const auto& [text, expected] : cases) {
        CAPTURE(text);
        CHECK(parseTimestampText(text) == expected);
    }
}

void checkInvalid(const std::vector<std::string>& texts) {
    for (const auto& text : texts) {
        CAPTURE(text);
        CHECK_FALSE(parseTimestampText(text).has_value());
    }
}

}  // namespace

TEST_CASE("an ISO 8601 time is read with and without its optional parts") {
    checkTexts({
        {"2024-03-01", kNoonUs - 12 * kHourUs},
        {"2024-03-01T12", kNoonUs},
        {"2024-03-01T12Z", kNoonUs},
        {"2024-03-01T12:00", kNoonUs},
        {"2024-03-01t12:00:00", kNoonUs},
        {"2024-03-01 12:00:00z", kNoonUs},
    });
}

TEST_CASE("decimals behind a point or a comma are of the last unit") {
    checkTexts({
        {"2024-03-01T12:00:00.5Z", kNoonUs + 500'000},
        {"2024-03-01T12:00:00,5Z", kNoonUs + 500'000},
        {"2024-03-01T12:00:00.123456Z", kNoonUs + 123'456},
        {"2024-03-01T12:00:00.123456789Z", kNoonUs + 123'456},
        {"2024-03-01T11:30,5", kNoonUs - kHourUs / 2 + 30'000'000},
        {"2024-03-01T11.999999999Z", kNoonUs - 4},
        {"20240301T11,25Z", kNoonUs - 3 * kHourUs / 4},
    });
}

TEST_CASE("the basic form has no hyphens and no colons") {
    checkTexts({
        {"20240301", kNoonUs - 12 * kHourUs},
        {"20240301T12", kNoonUs},
        {"20240301T1200", kNoonUs},
        {"20240301T120000Z", kNoonUs},
        {"20240301T120000.25+0100", kNoonUs - kHourUs + 250'000},
    });
}

TEST_CASE("a year, a month or a week stands for its first day and has no time behind it") {
    checkTexts({
        {"2024", 1'704'067'200'000'000},
        {"2024-03", kNoonUs - 12 * kHourUs},
        {"2024-W09", 1'708'905'600'000'000},
        {"2024W09", 1'708'905'600'000'000},
    });
    checkInvalid({"2024T12:00:00Z", "2024-03T12:00:00Z", "2024-W09T12:00:00Z", "202403", "2024-"});
}

TEST_CASE("a week date counts weekdays from the week with the first Thursday") {
    checkTexts({
        {"2024-W09-5T12:00:00Z", kNoonUs},
        {"2024W095T12", kNoonUs},
        {"2019-W01-1", 1'546'214'400'000'000},  // 2018-12-31
        {"2020-W53-7", 1'609'632'000'000'000},  // 2021-01-03
        {"2021-W01-1", 1'609'718'400'000'000},  // 2021-01-04
        {"1970-W01-4", 0},
    });
    checkInvalid(
        {"2021-W53-1",
         "2024-W00-1",
         "2024-W54-1",
         "2024-W09-0",
         "2024-W09-8",
         "2024-W9-1",
         "2024-W09-",
         "2024-W09-55",
         "1970-W01-3"}
    );
}

TEST_CASE("an ordinal date counts the days of its year") {
    checkTexts({
        {"2024-061T12:00:00Z", kNoonUs},
        {"2024061T12", kNoonUs},
        {"2024-366", 1'735'603'200'000'000},
        {"2023-365", 1'703'980'800'000'000},
    });
    checkInvalid({"2024-000", "2023-366", "2024-367", "2024-61"});
}

TEST_CASE("24:00 ends a day and second 60 begins the next minute") {
    checkTexts({
        {"2024-02-29T24:00:00Z", kNoonUs - 12 * kHourUs},
        {"2024-02-29T24", kNoonUs - 12 * kHourUs},
        {"20240229T240000.000Z", kNoonUs - 12 * kHourUs},
        {"2016-12-31T23:59:60Z", 1'483'228'800'000'000},
        {"2016-12-31T23:59:60.5Z", 1'483'228'800'500'000},
    });
    checkInvalid({"2024-02-29T24:00:01Z", "2024-02-29T24:01Z", "2024-02-29T24:00:00.1Z"});
}

TEST_CASE("a date of RFC 2822 is read") {
    checkTexts({
        {"Fri, 01 Mar 2024 12:00:00 +0000", kNoonUs},
        {"Fri, 1 Mar 2024 12:00:00 GMT", kNoonUs},
        {"01 mar 2024 12:00 UT", kNoonUs},
        {"FRI,01 MAR 2024 14:00:00 +0200 (EET)", kNoonUs},
        {"Fri, 01 Mar 2024\t07:00:00  est", kNoonUs},
        {"Fri, 01 Mar 2024 05:00:00 PDT", kNoonUs},
        {"Sat, 31 Dec 2016 23:59:60 Z", 1'483'228'800'000'000},
    });
    checkInvalid({
        "Fri 01 Mar 2024 12:00:00 GMT",
        "Foo, 01 Mar 2024 12:00:00 GMT",
        "Fri, 01 Mar 24 12:00:00 GMT",
        "Fri, 001 Mar 2024 12:00:00 GMT",
        "Fri, 00 Mar 2024 12:00:00 GMT",
        "Thu, 30 Feb 2024 12:00:00 GMT",
        "Fri, 01 March 2024 12:00:00 GMT",
        "Fri, 01 Mar 2024 24:00:00 GMT",
        "Fri, 01 Mar 2024 12:00:61 GMT",
        "Fri, 01 Mar 2024 12 GMT",
        "Fri, 01 Mar 2024 12:00:00",
        "Fri, 01 Mar 2024 12:00:00 ",
        "Fri, 01 Mar 2024 12:00:00 CET",
        "Fri, 01 Mar 2024 12:00:00 GMT+1",
        "Fri, 01 Mar 2024 12:00:00 GMT(UTC)",
        "Fri, 01 Mar 2024 12:00:00 GMT (UTC",
        "Fri, 01 Mar 2024 12:00:00 GMT ((UTC))",
        "Fri, 01 Mar 2024 12:00:00 GMT (",
        "Fri Mar 01 2024 12:00:00 GMT+0000 (Coordinated Universal Time)",
    });
}

TEST_CASE("an offset is taken off") {
    checkTexts({
        {"2024-03-01T12:00:00+02", kNoonUs - 2 * kHourUs},
        {"2024-03-01T12:00:00-0130", kNoonUs + kHourUs + kHourUs / 2},
        {"2024-03-01T12:00:00+05:30", kNoonUs - 5 * kHourUs - kHourUs / 2},
        {"1969-12-31T23:00:00-01:00", 0},
    });
}

TEST_CASE("dates follow the calendar") {
    checkTexts({{"2024-02-29", 1'709'164'800'000'000}, {"2000-02-29", 951'782'400'000'000}});
    checkInvalid(
        {"2023-02-29", "2100-02-29", "2024-04-31", "2024-13-01", "2024-00-01", "2024-01-00"}
    );
}

TEST_CASE("what only looks like a time is refused") {
    checkInvalid({
        "",
        " ",
        "yesterday",
        "2024-03-01T",
        "2024-03-01T25:00:00Z",
        "2024-03-01T12:",
        "2024-03-01T12:0",
        "2024-03-01T12:60:00Z",
        "2024-03-01T12:00:61Z",
        "2024-03-01T12:00:00.1234567890Z",
        "2024-03-01T12:00:00 Z",
        "2024-03-01 12:00:00 +0000",
        "2024-03-01 12:00:00 UTC",
        "2024-03-01T12:00:00 ",
        "2024-03-01T12:00:00utc",
        "2024-03-01T12:00:00+01:00[Europe/Paris]",
        "2024-03-01T3:33:07 PMZ",
        "2024-03-01T12:00:00.Z",
        "2024-03-01T12:00:00Z+02",
        "2024-03-01T12:00:00ZZ",
        "2024-03-01T12:00:00+2",
        "2024-03-01T12:00:00+02:",
        "2024-03-01T12:00:00+24:00",
        "2024-03-01T12:00:00+02:60",
        "2024-03-01  12:00:00",
        "2024-03-01Z",
        " 2024-03-01",
        "2024-3-1",
        "1.2.3",
        "1e12",
        "+1709294400000",
        "1709294400000.",
        ".5",
    });
}

TEST_CASE("the size of an epoch tells its unit") {
    checkTexts({
        {"1709294400", kNoonUs},
        {"1709294400.1239", kNoonUs + 123'900},
        {"1709294400000", kNoonUs},
        {"1709294400000.1239", kNoonUs + 123},
        {"1709294400000123", kNoonUs + 123},
        {"1709294400000123.9", kNoonUs + 123},
        {"1709294400000123999", kNoonUs + 123},
        {"0001709294400", kNoonUs},
    });
}

TEST_CASE("units change at powers of ten") {
    checkTexts({
        {"100000000", 100'000'000'000'000},
        {"100000000000", 100'000'000'000'000},
        {"100000000000000", 100'000'000'000'000},
        {"100000000000000000", 100'000'000'000'000},
    });
    checkInvalid({"99999999", "99999999999", "100000000000000000000", "12345", "0"});
    CHECK_FALSE(parseTimestampNumber("99999999.999").has_value());
    CHECK_FALSE(parseTimestampNumber("20240301").has_value());
    CHECK_FALSE(parseTimestampNumber("-1709294400").has_value());
}

TEST_CASE("only the years 1970 to 2200 count") {
    checkTexts({
        {"1970-01-01T00:00:00Z", event_rules::kMinTimestampUs},
        {"2200-12-31T23:59:59.999999Z", event_rules::kEndTimestampUs - 1},
        {"7289654399999", event_rules::kEndTimestampUs - 1000},
    });
    checkInvalid(
        {"1969-12-31T23:59:59.999999Z",
         "2201-01-01T00:00:00Z",
         "9999-12-31",
         "0000-01-01",
         "7289654400000",
         "-1",
         "99999999999999999999999999",
         std::string(100'000, '9')}
    );
}

TEST_CASE("a JSON number may have an exponent, which is applied exactly") {
    CHECK(parseTimestampNumber("1.7092944e12") == kNoonUs);
    CHECK(parseTimestampNumber("1709294400000000E-3") == kNoonUs);
    CHECK(parseTimestampNumber("17092944000001234567e-7") == 1'709'294'400'000'123);
    CHECK(parseTimestampNumber("0.0000000000001709294400000001e+25") == kNoonUs + 1);
    CHECK(parseTimestampNumber("0.1709294400e10") == kNoonUs);
    CHECK(parseTimestampNumber("1e9") == 1'000'000'000'000'000);
    CHECK_FALSE(parseTimestampNumber("0e99999999999999999999").has_value());
    CHECK_FALSE(parseTimestampNumber("1e-99999999999999999999").has_value());
    CHECK_FALSE(parseTimestampNumber("1e99999999999999999999").has_value());
    CHECK_FALSE(parseTimestampNumber("1e20").has_value());
}
