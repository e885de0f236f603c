#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace event_rules {

enum class Exponent : std::uint8_t { kRefused, kAllowed };

// digits[.digits][exponent] since the epoch as microseconds. The size tells the unit: seconds below
// 10^11, then milliseconds below 10^14, microseconds below 10^17, nanoseconds below 10^20. Computed
// on the decimals: exact, cut behind the last microsecond. Empty for anything else; also for what
// is below 10^8, for that is no recent time in any unit.
std::optional<std::int64_t> parseEpoch(std::string_view text, Exponent exponent);

}  // namespace event_rules
