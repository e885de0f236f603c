#pragma once

#include "event_rules/reject_reason.h"
#include "http/reply.h"
#include "ingest/batch_scanner.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace relay {

struct RejectedEvent {
    std::size_t index;  // in its batch
    event_rules::RejectReason reason;
};

std::vector<RejectedEvent> rejectedEvents(const ScannedBatch& batch);

// The 200 of a stored batch, in the form that the client of a route takes for success.
using MakeReply = http::Reply (*)(const ScannedBatch& batch);

// How many events, and which were rejected and why: for our own clients and PostHog's, Segment's
// and RudderStack's, and Jitsu's.
http::Reply makeStoredReply(const ScannedBatch& batch);
http::Reply makeSegmentReply(const ScannedBatch& batch);
http::Reply makeJitsuReply(const ScannedBatch& batch);

// What became of each event, by its uuid: for PostHog's capture V1.
http::Reply makeResultsReply(const ScannedBatch& batch);

// Adds a member with the batch's id, as the tables have it.
http::Reply nameBatch(http::Reply reply, std::string_view batch_id);

// Adds a member that says that the batch is in the spool and not in ClickHouse yet.
http::Reply markSpooled(http::Reply reply);

}  // namespace relay
