#include "event_rules/timestamp.h"

#include "time_texts.h"

using event_rules::parseTimestampText;
using time_texts::checkInvalid;
using time_texts::checkTexts;

TEST_CASE("what only looks like a time is refused") {
    checkInvalid(
        parseTimestampText,
        {
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
        }
    );
}

TEST_CASE("only the years 1970 to 2200 count") {
    checkTexts(
        parseTimestampText,
        {
            {"1970-01-01T00:00:00Z", event_rules::kMinTimestampUs},
            {"2200-12-31T23:59:59.999999Z", event_rules::kEndTimestampUs - 1},
            {"7289654399999", event_rules::kEndTimestampUs - 1000},
        }
    );
    checkInvalid(
        parseTimestampText,
        {"1969-12-31T23:59:59.999999Z",
         "1970-W01-3",
         "2201-01-01T00:00:00Z",
         "9999-12-31",
         "0000-01-01",
         "7289654400000",
         "99999999999",
         "-1",
         "99999999999999999999999999",
         std::string(100'000, '9')}
    );
}
