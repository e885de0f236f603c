#pragma once

#include "event_rules/event_capture.h"
#include "event_rules/normalized_event.h"

namespace event_rules {

// Adds the claims that an accepted event makes about its distinct id, and one warning if an id in
// them is illegal. `event.event` and `event.distinct_id` must be set.
void addIdentityClaims(const EventCapture& capture, bool is_of_operator, NormalizedEvent& event);

}  // namespace event_rules
