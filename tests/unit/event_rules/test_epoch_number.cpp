#include "event_rules/epoch_number.h"

#include "time_texts.h"

using event_rules::Exponent;
using event_rules::parseEpoch;
using time_texts::checkInvalid;
using time_texts::checkTexts;
using time_texts::kNoonUs;

namespace {

std::optional<std::int64_t> parseText(std::string_view text) {
    return parseEpoch(text, Exponent::kRefused);
}

std::optional<std::int64_t> parseNumber(std::string_view number) {
    return parseEpoch(number, Exponent::kAllowed);
}

}  // namespace

TEST_CASE("the size of an epoch tells its unit") {
    checkTexts(
        parseText,
        {
            {"1709294400", kNoonUs},
            {"1709294400.1239", kNoonUs + 123'900},
            {"1709294400000", kNoonUs},
            {"1709294400000.1239", kNoonUs + 123},
            {"1709294400000123", kNoonUs + 123},
            {"1709294400000123.9", kNoonUs + 123},
            {"1709294400000123999", kNoonUs + 123},
            {"0001709294400", kNoonUs},
        }
    );
}

TEST_CASE("units change at powers of ten") {
    checkTexts(
        parseText,
        {
            {"100000000", 100'000'000'000'000},
            {"100000000000", 100'000'000'000'000},
            {"100000000000000", 100'000'000'000'000},
            {"100000000000000000", 100'000'000'000'000},
        }
    );
    checkInvalid(parseText, {"99999999", "100000000000000000000", "12345", "0"});
    CHECK_FALSE(parseNumber("99999999.999").has_value());
    CHECK_FALSE(parseNumber("20240301").has_value());
    CHECK_FALSE(parseNumber("-1709294400").has_value());
}

TEST_CASE("a JSON number may have an exponent, which is applied exactly") {
    CHECK(parseNumber("1.7092944e12") == kNoonUs);
    CHECK(parseNumber("1709294400000000E-3") == kNoonUs);
    CHECK(parseNumber("17092944000001234567e-7") == 1'709'294'400'000'123);
    CHECK(parseNumber("0.0000000000001709294400000001e+25") == kNoonUs + 1);
    CHECK(parseNumber("0.1709294400e10") == kNoonUs);
    CHECK(parseNumber("1e9") == 1'000'000'000'000'000);
    CHECK_FALSE(parseNumber("0e99999999999999999999").has_value());
    CHECK_FALSE(parseNumber("1e-99999999999999999999").has_value());
    CHECK_FALSE(parseNumber("1e99999999999999999999").has_value());
    CHECK_FALSE(parseNumber("1e20").has_value());
}
