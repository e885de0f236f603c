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
        {"2024-03-01T12:00", kNoonUs},
        {"2024-03-01t12:00:00", kNoonUs},
        {"2024-03-01 12:00:00z", kNoonUs},
        {"2024-03-01T12:00:00.5Z", kNoonUs + 500'000},
        {"2024-03-01T12:00:00.123456Z", kNoonUs + 123'456},
        {"2024-03-01T12:00:00.123456789Z", kNoonUs + 123'456},
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
        "2024-03-01T12",
        "2024-03-01T24:00:00Z",
        "2024-03-01T12:60:00Z",
        "2024-03-01T12:00:60Z",
        "2024-03-01T12:00:00.Z",
        "2024-03-01T12:00:00.1234567890Z",
        "2024-03-01T12:00:00,5Z",
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

TEST_CASE("digits alone are epoch milliseconds") {
    checkTexts({
        {"1709294400000", kNoonUs},
        {"1709294400000.1239", kNoonUs + 123},
        {"0", 0},
        {"20240301", 20'240'301'000},
    });
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
    CHECK(parseTimestampNumber("0e99999999999999999999") == 0);
    CHECK(parseTimestampNumber("1e-99999999999999999999") == 0);
    CHECK_FALSE(parseTimestampNumber("1e99999999999999999999").has_value());
    CHECK_FALSE(parseTimestampNumber("1e17").has_value());
}
