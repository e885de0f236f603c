#pragma once

#include "support/catch.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace time_texts {

inline constexpr std::int64_t kNoonUs = 1'709'294'400'000'000;  // 2024-03-01T12:00:00Z
inline constexpr std::int64_t kHourUs = 3'600'000'000;

// Microseconds since the epoch, or nothing.
using Parse = std::optional<std::int64_t> (*)(std::string_view text);

inline void
checkTexts(Parse parse, const std::vector<std::pair<std::string, std::int64_t>>& cases) {
    for (const auto& [text, expected] : cases) {
        CAPTURE(text);
        CHECK(parse(text) == expected);
    }
}

inline void checkInvalid(Parse parse, const std::vector<std::string>& texts) {
    for (const auto& text : texts) {
        CAPTURE(text);
        CHECK_FALSE(parse(text).has_value());
    }
}

}  // namespace time_texts
