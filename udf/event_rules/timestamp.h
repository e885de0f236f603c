#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace event_rules {

// Microseconds since the epoch of 1970-01-01 (first) and 2201-01-01 (first that is too late).
inline constexpr std::int64_t kMinTimestampUs = 0;
inline constexpr std::int64_t kEndTimestampUs = 7'289'654'400'000'000;

constexpr bool isTimestampInRange(std::int64_t us) {
    return us >= kMinTimestampUs && us < kEndTimestampUs;
}

// A time as in iso_time.h, mail_time.h or epoch_number.h (without an exponent), in that order: so
// four digits are a year, seven or eight a date. Microseconds since the epoch; empty if unparseable
// or outside the years 1970 to 2200.
std::optional<std::int64_t> parseTimestampText(std::string_view text);

// An epoch as a JSON number, exponents allowed; otherwise the same.
std::optional<std::int64_t> parseTimestampNumber(std::string_view number);

}  // namespace event_rules
