#pragma once

#include "event_rules/reject_reason.h"
#include "event_rules/uuid.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace event_rules {

// Version of the rules. It is part of the SQL function's name, normalize_event_v<version>.
inline constexpr std::uint16_t kRulesVersion = 2;

// One row of `raw_events`, as far as the rules need it, in our own form (see udf/dialects).
struct RawEvent {
    std::string_view text;        // the event's JSON text in our own form
    std::int64_t received_at_us;  // microseconds since the epoch, UTC
    std::string_view sent_at;     // the batch's sent_at as received, empty when absent
    Uuid fallback_uuid;           // used when the event brings no valid uuid of its own
    bool is_of_operator = false;  // written by `relay person`, who alone may split
};

enum class WarningKind : std::uint8_t {
    kInvalidUuid,
    kInvalidSentAt,
    kInvalidTimestamp,
    kTimestampInFuture,
    kIllegalDistinctId,
    kInvalidPersonOperation,
    kPropertiesAltered,
};

// Something of an accepted event was altered or ignored. `detail` is the offending text.
struct Warning {
    WarningKind kind;
    std::string_view detail;
};

enum class ClaimKind : std::uint8_t {
    kPlain,       // source belongs to target
    kForced,      // source's root joins under target's root
    kIdentified,  // source (= target) is a known user
    kSplit,       // what source claimed until now counts no more
};

struct IdentityClaim {
    ClaimKind kind;
    std::string_view source;
    Uuid source_person_id;  // uuid5(source)
    // The event's distinct id; of a split, whose source is that, the id to split it from, or empty:
    // from any.
    std::string_view target;
    bool is_refused;  // an id on either side is illegal; of a split only the source counts
};

enum class OperationKind : std::uint8_t { kSet, kSetOnce, kUnset };

struct PersonOperation {
    OperationKind kind;
    std::string_view key;    // unescaped
    std::string_view value;  // JSON text to store; empty for kUnset
};

// What the rules make of a raw event. Views point into the raw text or into the normalizer's
// buffers and are valid until its next call. Of a rejected event only `rejected` and `timestamp_us`
// (= received) are set.
struct NormalizedEvent {
    std::optional<RejectReason> rejected;
    Uuid uuid;
    std::string_view event;
    std::string_view distinct_id;
    Uuid person_id;
    std::string_view session_id;
    std::optional<Uuid> session_id_uuid;
    std::string_view window_id;
    std::optional<Uuid> window_id_uuid;
    std::string_view elements_chain;
    std::int64_t timestamp_us = 0;
    std::string_view current_url;
    std::string_view host;
    std::string_view properties;  // JSON text to store; empty when the event has none
    std::vector<Warning> warnings;
    std::vector<IdentityClaim> claims;
    std::vector<PersonOperation> person_operations;
};

std::string_view toString(WarningKind kind);
std::string_view toString(ClaimKind kind);
std::string_view toString(OperationKind kind);

}  // namespace event_rules
