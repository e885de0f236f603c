#include "event_rules/mail_time.h"

#include "time_texts.h"

using event_rules::parseMailTime;
using time_texts::checkInvalid;
using time_texts::checkTexts;
using time_texts::kHourUs;
using time_texts::kNoonUs;

TEST_CASE("a date of RFC 2822 is read") {
    checkTexts(
        parseMailTime,
        {
            {"Fri, 01 Mar 2024 12:00:00 +0000", kNoonUs},
            {"Fri, 1 Mar 2024 12:00:00 GMT", kNoonUs},
            {"01 mar 2024 12:00 UT", kNoonUs},
            {"FRI,01 MAR 2024 14:00:00 +0200 (EET)", kNoonUs},
            {"Fri, 01 Mar 2024\t07:00:00  est", kNoonUs},
            {"Fri, 01 Mar 2024 05:00:00 PDT", kNoonUs},
            {"Sat, 31 Dec 2016 23:59:60 Z", 1'483'228'800'000'000},
        }
    );
    checkInvalid(
        parseMailTime,
        {
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
        }
    );
}
