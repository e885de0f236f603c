#pragma once

#include "event_rules/event_capture.h"
#include "event_rules/normalized_event.h"

#include <cstdint>
#include <vector>

namespace event_rules {

// The time of an event, corrected for a wrong device clock: its timestamp, else so many
// milliseconds before it was sent as its offset says. received_at where it has neither, and, with a
// warning added, where its own time cannot be used. A sent_at that cannot be read is ignored with a
// warning, where there is a time that it could have corrected.
std::int64_t
resolveTimestamp(const EventCapture& capture, const RawEvent& raw, std::vector<Warning>& warnings);

}  // namespace event_rules
