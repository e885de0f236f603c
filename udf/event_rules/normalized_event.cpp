#include "event_rules/normalized_event.h"

namespace event_rules {

std::string_view toString(WarningKind kind) {
    switch (kind) {
        case WarningKind::kInvalidUuid:
            return "invalid_uuid";
        case WarningKind::kInvalidSentAt:
            return "invalid_sent_at";
        case WarningKind::kInvalidTimestamp:
            return "invalid_timestamp";
        case WarningKind::kTimestampInFuture:
            return "timestamp_in_future";
        case WarningKind::kIllegalDistinctId:
            return "illegal_distinct_id";
        case WarningKind::kInvalidPersonOperation:
            return "invalid_person_operation";
        case WarningKind::kPropertiesAltered:
            return "properties_altered";
    }
    return {};
}

std::string_view toString(ClaimKind kind) {
    switch (kind) {
        case ClaimKind::kPlain:
            return "plain";
        case ClaimKind::kForced:
            return "forced";
        case ClaimKind::kIdentified:
            return "identified";
        case ClaimKind::kSplit:
            return "split";
    }
    return {};
}

std::string_view toString(OperationKind kind) {
    switch (kind) {
        case OperationKind::kSet:
            return "set";
        case OperationKind::kSetOnce:
            return "set_once";
        case OperationKind::kUnset:
            return "unset";
    }
    return {};
}

}  // namespace event_rules
