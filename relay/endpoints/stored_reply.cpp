#include "endpoints/stored_reply.h"

#include "ingest/event_text.h"
#include "ingest/json_text.h"

#include <string>
#include <string_view>
#include <utility>

namespace relay {

namespace {

http::Reply makeCounts(std::string_view success, const ScannedBatch& batch) {
    const auto rejected = rejectedEvents(batch);
    std::string list;
    for (const auto& event : rejected) {
        list += list.empty() ? "" : ",";
        list += R"({"index":)" + std::to_string(event.index) + R"(,"reason":")";
        list.append(event_rules::toString(event.reason)).append("\"}");
    }
    http::Reply reply;
    reply.body.append("{").append(success).append(R"(,"ingested":)");
    reply.body += std::to_string(batch.events.size() - rejected.size()) + R"(,"dropped":)" +
                  std::to_string(rejected.size());
    if (!rejected.empty()) {
        reply.body += R"(,"rejected":[)" + list + "]";
    }
    reply.body += '}';
    return reply;
}

// Its body is an object that is not empty.
http::Reply addMember(http::Reply reply, const std::string& member) {
    reply.body.insert(reply.body.rfind('}'), ',' + member);
    return reply;
}

}  // namespace

std::vector<RejectedEvent> rejectedEvents(const ScannedBatch& batch) {
    std::vector<RejectedEvent> rejected;
    for (std::size_t index = 0; index < batch.events.size(); ++index) {
        if (const auto reason = batch.events[index].rejected) {
            rejected.push_back({index, *reason});
        }
    }
    return rejected;
}

http::Reply makeStoredReply(const ScannedBatch& batch) {
    return makeCounts(R"("status":"ok")", batch);
}

http::Reply makeSegmentReply(const ScannedBatch& batch) {
    return makeCounts(R"("success":true)", batch);
}

http::Reply makeJitsuReply(const ScannedBatch& batch) {
    return makeCounts(R"("ok":true)", batch);
}

http::Reply makeResultsReply(const ScannedBatch& batch) {
    http::Reply reply;
    reply.body = R"({"results":{)";
    std::string_view separator;
    for (const auto& event : batch.events) {
        const auto uuid = findEventText(event.text, {{"uuid"}});
        if (uuid.empty()) {
            continue;  // there is nothing to tell it by
        }
        reply.body.append(separator);
        separator = ",";
        appendJsonString(reply.body, uuid);
        if (event.rejected) {
            reply.body.append(R"(:{"result":"drop","details":")");
            reply.body.append(event_rules::toString(*event.rejected)).append("\"}");
        } else {
            reply.body.append(R"(:{"result":"ok"})");
        }
    }
    reply.body += "}}";
    return reply;
}

http::Reply nameBatch(http::Reply reply, std::string_view batch_id) {
    reply = addMember(std::move(reply), R"("batch_id":")" + std::string(batch_id) + '"');
    reply.stored_id = batch_id;
    return reply;
}

http::Reply markSpooled(http::Reply reply) {
    return addMember(std::move(reply), R"("spooled":true)");
}

}  // namespace relay
