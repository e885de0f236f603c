#include "event_rules/reject_reason.h"

namespace event_rules {

std::string_view toString(RejectReason reason) {
    switch (reason) {
        case RejectReason::kMalformedJson:
            return "malformed_json";
        case RejectReason::kNotAnObject:
            return "not_an_object";
        case RejectReason::kEventTooLarge:
            return "event_too_large";
        case RejectReason::kNestingTooDeep:
            return "nesting_too_deep";
        case RejectReason::kMissingEventName:
            return "missing_event_name";
        case RejectReason::kEventNameTooLong:
            return "event_name_too_long";
        case RejectReason::kMissingDistinctId:
            return "missing_distinct_id";
        case RejectReason::kDistinctIdTooLong:
            return "distinct_id_too_long";
        case RejectReason::kInvalidDistinctId:
            return "invalid_distinct_id";
        case RejectReason::kInvalidProperties:
            return "invalid_properties";
    }
    return {};
}

}  // namespace event_rules
