#include "endpoints/stored_reply.h"

#include <string>

namespace relay {

std::vector<RejectedEvent> rejectedEvents(const ScannedBatch& batch) {
    std::vector<RejectedEvent> rejected;
    for (std::size_t index = 0; index < batch.events.size(); ++index) {
        if (const auto reason = batch.events[index].rejected) {
            rejected.push_back({index, *reason});
        }
    }
    return rejected;
}

http::Reply makeStoredReply(std::size_t event_count, const std::vector<RejectedEvent>& rejected) {
    std::string list;
    for (const auto& event : rejected) {
        list += list.empty() ? "" : ",";
        list += R"({"index":)" + std::to_string(event.index) + R"(,"reason":")";
        list.append(event_rules::toString(event.reason)).append("\"}");
    }
    http::Reply reply;
    reply.body = R"({"status":"ok","ingested":)" + std::to_string(event_count - rejected.size()) +
                 R"(,"dropped":)" + std::to_string(rejected.size());
    if (!rejected.empty()) {
        reply.body += R"(,"rejected":[)" + list + "]";
    }
    reply.body += '}';
    return reply;
}

}  // namespace relay
