#include "event_rules/iso_time.h"

#include "time_texts.h"

using event_rules::parseIsoTime;
using time_texts::checkInvalid;
using time_texts::checkTexts;
using time_texts::kHourUs;
using time_texts::kNoonUs;

TEST_CASE("an ISO 8601 time is read with and without its optional parts") {
    checkTexts(
        parseIsoTime,
        {
            {"2024-03-01", kNoonUs - 12 * kHourUs},
            {"2024-03-01T12", kNoonUs},
            {"2024-03-01T12Z", kNoonUs},
            {"2024-03-01T12:00", kNoonUs},
            {"2024-03-01t12:00:00", kNoonUs},
            {"2024-03-01 12:00:00z", kNoonUs},
        }
    );
}

TEST_CASE("decimals behind a point or a comma are of the last unit") {
    checkTexts(
        parseIsoTime,
        {
            {"2024-03-01T12:00:00.5Z", kNoonUs + 500'000},
            {"2024-03-01T12:00:00,5Z", kNoonUs + 500'000},
            {"2024-03-01T12:00:00.123456Z", kNoonUs + 123'456},
            {"2024-03-01T12:00:00.123456789Z", kNoonUs + 123'456},
            {"2024-03-01T11:30,5", kNoonUs - kHourUs / 2 + 30'000'000},
            {"2024-03-01T11.999999999Z", kNoonUs - 4},
            {"20240301T11,25Z", kNoonUs - 3 * kHourUs / 4},
        }
    );
}

TEST_CASE("the basic form has no hyphens and no colons") {
    checkTexts(
        parseIsoTime,
        {
            {"20240301", kNoonUs - 12 * kHourUs},
            {"20240301T12", kNoonUs},
            {"20240301T1200", kNoonUs},
            {"20240301T120000Z", kNoonUs},
            {"20240301T120000.25+0100", kNoonUs - kHourUs + 250'000},
        }
    );
}

TEST_CASE("a year, a month or a week stands for its first day and has no time behind it") {
    checkTexts(
        parseIsoTime,
        {
            {"2024", 1'704'067'200'000'000},
            {"2024-03", kNoonUs - 12 * kHourUs},
            {"2024-W09", 1'708'905'600'000'000},
            {"2024W09", 1'708'905'600'000'000},
        }
    );
    checkInvalid(
        parseIsoTime,
        {"2024T12:00:00Z", "2024-03T12:00:00Z", "2024-W09T12:00:00Z", "202403", "2024-"}
    );
}

TEST_CASE("a week date counts weekdays from the week with the first Thursday") {
    checkTexts(
        parseIsoTime,
        {
            {"2024-W09-5T12:00:00Z", kNoonUs},
            {"2024W095T12", kNoonUs},
            {"2019-W01-1", 1'546'214'400'000'000},  // 2018-12-31
            {"2020-W53-7", 1'609'632'000'000'000},  // 2021-01-03
            {"2021-W01-1", 1'609'718'400'000'000},  // 2021-01-04
            {"1970-W01-4", 0},
        }
    );
    checkInvalid(
        parseIsoTime,
        {"2021-W53-1",
         "2024-W00-1",
         "2024-W54-1",
         "2024-W09-0",
         "2024-W09-8",
         "2024-W9-1",
         "2024-W09-",
         "2024-W09-55"}
    );
}

TEST_CASE("an ordinal date counts the days of its year") {
    checkTexts(
        parseIsoTime,
        {
            {"2024-061T12:00:00Z", kNoonUs},
            {"2024061T12", kNoonUs},
            {"2024-366", 1'735'603'200'000'000},
            {"2023-365", 1'703'980'800'000'000},
        }
    );
    checkInvalid(parseIsoTime, {"2024-000", "2023-366", "2024-367", "2024-61"});
}

TEST_CASE("24:00 ends a day and second 60 begins the next minute") {
    checkTexts(
        parseIsoTime,
        {
            {"2024-02-29T24:00:00Z", kNoonUs - 12 * kHourUs},
            {"2024-02-29T24", kNoonUs - 12 * kHourUs},
            {"20240229T240000.000Z", kNoonUs - 12 * kHourUs},
            {"2016-12-31T23:59:60Z", 1'483'228'800'000'000},
            {"2016-12-31T23:59:60.5Z", 1'483'228'800'500'000},
        }
    );
    checkInvalid(
        parseIsoTime, {"2024-02-29T24:00:01Z", "2024-02-29T24:01Z", "2024-02-29T24:00:00.1Z"}
    );
}

TEST_CASE("an offset is taken off") {
    checkTexts(
        parseIsoTime,
        {
            {"2024-03-01T12:00:00+02", kNoonUs - 2 * kHourUs},
            {"2024-03-01T12:00:00-0130", kNoonUs + kHourUs + kHourUs / 2},
            {"2024-03-01T12:00:00+05:30", kNoonUs - 5 * kHourUs - kHourUs / 2},
            {"1969-12-31T23:00:00-01:00", 0},
        }
    );
}

TEST_CASE("dates follow the calendar") {
    checkTexts(
        parseIsoTime, {{"2024-02-29", 1'709'164'800'000'000}, {"2000-02-29", 951'782'400'000'000}}
    );
    checkInvalid(
        parseIsoTime,
        {"2023-02-29", "2100-02-29", "2024-04-31", "2024-13-01", "2024-00-01", "2024-01-00"}
    );
}
