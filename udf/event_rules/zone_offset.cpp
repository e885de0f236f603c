#include "event_rules/zone_offset.h"

namespace event_rules {

std::optional<std::chrono::minutes> takeZoneOffset(TextCursor& cursor) {
    const bool is_west = cursor.takeOneOf("-");
    if (!is_west && !cursor.takeOneOf("+")) {
        return std::nullopt;
    }
    const auto hour = cursor.takeNumber(2, 23);
    if (!hour) {
        return std::nullopt;
    }
    std::chrono::minutes offset = std::chrono::hours{*hour};
    if (cursor.takeOneOf(":") || cursor.isAtDigit()) {
        const auto minute = cursor.takeNumber(2, 59);
        if (!minute) {
            return std::nullopt;
        }
        offset += std::chrono::minutes{*minute};
    }
    return is_west ? -offset : offset;
}

}  // namespace event_rules
