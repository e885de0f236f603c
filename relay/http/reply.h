#pragma once

#include "event_rules/reject_reason.h"
#include "ingest/batch_scanner.h"
#include "ingest/rejection.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace relay {

// What goes back to the client. Who sends it adds length and connection headers.
struct Reply {
    int status = 200;
    std::string body;
    std::string_view content_type = "application/json";
    std::vector<std::pair<std::string, std::string>> headers;
    std::string_view reason;  // of a refusal, for the log
};

Reply makeRejectionReply(Rejection rejection);

// The 200 of a stored batch: how many events, and which were rejected and why.
Reply makeStoredReply(const ScannedBatch& batch);

// Adds the headers that let pages of this listed origin read the reply.
void allowOrigin(Reply& reply, std::string_view origin);

}  // namespace relay
