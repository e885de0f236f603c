#include "replay/targets.h"

namespace relay {

const std::vector<ReplayTarget>& replayTargets() {
    static const std::vector<ReplayTarget> all{
        {"event_log",
         "mv_normalized_to_event_log",
         "precedence",
         std::string(kEventColumns),
         "event, distinct_id, uuid",
         true,
         "inserted_at"},
        {"rejected_events",
         "mv_normalized_to_rejected",
         std::string(kPlace),
         "api_key, origin, ip, user_agent, sent_at, fallback_uuid, reason, event",
         "batch_id, seq",
         false,
         "received_at"},
        {"ingestion_warnings",
         "mv_normalized_to_warnings",
         std::string(kPlace),
         "uuid, event, distinct_id, warning, detail",
         "batch_id, seq",
         false,
         "received_at"},
        // The reconciler writes the other verdicts.
        {"identity_claims",
         "mv_normalized_to_claims",
         "precedence",
         "source, target, toString(kind), timestamp, uuid, refused = 'illegal_distinct_id'",
         "source, target, toString(kind), uuid",
         true,
         ""},
        {"person_property_ops",
         "mv_normalized_to_property_ops",
         "precedence",
         "distinct_id, timestamp, uuid, operations",
         "distinct_id, uuid",
         true,
         ""},
    };
    return all;
}

}  // namespace relay
