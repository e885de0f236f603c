#pragma once

#include "event_rules/reject_reason.h"
#include "http/reply.h"
#include "ingest/batch_scanner.h"

#include <cstddef>
#include <vector>

namespace relay {

struct RejectedEvent {
    std::size_t index;  // in its batch
    event_rules::RejectReason reason;
};

std::vector<RejectedEvent> rejectedEvents(const ScannedBatch& batch);

// The 200 of a stored batch: how many events, and which were rejected and why.
http::Reply makeStoredReply(std::size_t event_count, const std::vector<RejectedEvent>& rejected);

}  // namespace relay
