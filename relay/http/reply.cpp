#include "http/reply.h"

#include "ingest/json_text.h"

namespace relay {

namespace {

constexpr int kServiceUnavailable = 503;
constexpr std::string_view kRetryAfterSeconds = "1";

}  // namespace

Reply makeRejectionReply(Rejection rejection) {
    const auto description = describe(rejection);
    Reply reply;
    reply.status = description.status;
    reply.reason = description.label;
    reply.body = R"({"status":"error","error":)";
    appendJsonString(reply.body, description.text);
    reply.body += '}';
    if (reply.status == kServiceUnavailable) {
        reply.headers.emplace_back("Retry-After", kRetryAfterSeconds);
    }
    return reply;
}

Reply makeStoredReply(const ScannedBatch& batch) {
    std::string rejected;
    std::size_t dropped = 0;
    for (std::size_t index = 0; index < batch.events.size(); ++index) {
        if (const auto reason = batch.events[index].rejected) {
            rejected += dropped++ == 0 ? "" : ",";
            rejected += R"({"index":)" + std::to_string(index) + R"(,"reason":")";
            rejected.append(event_rules::toString(*reason)).append("\"}");
        }
    }
    Reply reply;
    reply.body = R"({"status":"ok","ingested":)" + std::to_string(batch.events.size() - dropped) +
                 R"(,"dropped":)" + std::to_string(dropped);
    if (dropped > 0) {
        reply.body += R"(,"rejected":[)" + rejected + "]";
    }
    reply.body += '}';
    return reply;
}

void allowOrigin(Reply& reply, std::string_view origin) {
    reply.headers.emplace_back("Access-Control-Allow-Origin", origin);
    reply.headers.emplace_back("Access-Control-Expose-Headers", "Retry-After");
}

}  // namespace relay
