#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace event_rules {

// YYYY-MM-DD, optionally with a time (T, t or a space; seconds, up to 9 decimals and offset
// optional), as microseconds since the epoch. Decimals beyond the sixth are cut. No offset means
// UTC.
std::optional<std::int64_t> parseIsoTime(std::string_view text);

}  // namespace event_rules
