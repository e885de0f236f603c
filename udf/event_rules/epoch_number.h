#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace event_rules {

enum class Exponent : std::uint8_t { kRefused, kAllowed };

// -?digits[.digits][exponent] milliseconds as microseconds, computed on the decimals: exact, cut
// behind the last microsecond. Empty for anything else and for what does not fit.
std::optional<std::int64_t> parseEpochMilliseconds(std::string_view text, Exponent exponent);

}  // namespace event_rules
