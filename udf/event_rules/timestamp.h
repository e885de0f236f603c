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

// ISO 8601 (no offset means UTC), or epoch milliseconds in plain decimals. Microseconds since the
// epoch, more digits are cut; empty if unparseable or outside the years 1970 to 2200.
std::optional<std::int64_t> parseTimestampText(std::string_view text);

// Epoch milliseconds as a JSON number, exponents allowed; otherwise the same.
std::optional<std::int64_t> parseTimestampNumber(std::string_view number);

}  // namespace event_rules
