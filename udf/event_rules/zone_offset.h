#pragma once

#include "event_rules/text_cursor.h"

#include <chrono>
#include <optional>

namespace event_rules {

// ±hh, ±hhmm or ±hh:mm, of up to 23:59. Empty for anything else.
std::optional<std::chrono::minutes> takeZoneOffset(TextCursor& cursor);

}  // namespace event_rules
