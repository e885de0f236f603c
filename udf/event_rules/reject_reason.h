#pragma once

#include <cstdint>
#include <string_view>

namespace event_rules {

// Why an event goes to `rejected_events`, not to `event_log`; docs/troubleshooting.md explains all.
enum class RejectReason : std::uint8_t {
    kMalformedJson,
    kNotAnObject,
    kEventTooLarge,
    kNestingTooDeep,
    kMissingEventName,
    kEventNameTooLong,
    kMissingDistinctId,
    kDistinctIdTooLong,
    kInvalidDistinctId,
    kInvalidProperties,
};

// The snake_case name stored in `rejected_events.reason` and sent to clients.
std::string_view toString(RejectReason reason);

}  // namespace event_rules
