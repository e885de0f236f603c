#include "endpoints/stored_reply.h"

#include "support/catch.h"

namespace {

relay::ScannedBatch batchOf(std::initializer_list<std::string_view> events) {
    relay::ScannedBatch batch;
    for (const auto event : events) {
        batch.events.push_back({event, true, std::nullopt});
    }
    return batch;
}

}  // namespace

TEST_CASE("a stored batch is answered with its counts and its rejected events") {
    auto batch = batchOf({"{}", "{}", "{}"});
    CHECK(relay::makeStoredReply(batch).body == R"({"status":"ok","ingested":3,"dropped":0})");
    CHECK(relay::makeSegmentReply(batch).body == R"({"success":true,"ingested":3,"dropped":0})");
    CHECK(relay::makeJitsuReply(batch).body == R"({"ok":true,"ingested":3,"dropped":0})");
    batch.events[2].rejected = event_rules::RejectReason::kInvalidProperties;
    CHECK(
        relay::makeStoredReply(batch).body ==
        R"({"status":"ok","ingested":2,"dropped":1,"rejected":[{"index":2,"reason":"invalid_properties"}]})"
    );
    CHECK(
        relay::markSpooled(relay::makeStoredReply(batch)).body ==
        R"({"status":"ok","ingested":2,"dropped":1,"rejected":[{"index":2,"reason":"invalid_properties"}],"spooled":true})"
    );
}

TEST_CASE("results are told by the uuids of the events as they came") {
    auto batch = batchOf({R"({"uuid":"A"})", R"({"uuid":7})", R"({"uuid":"b\""})", "no event"});
    batch.events[2].rejected = event_rules::RejectReason::kMissingDistinctId;
    CHECK(
        relay::makeResultsReply(batch).body ==
        R"({"results":{"A":{"result":"ok"},"b\"":{"result":"drop","details":"missing_distinct_id"}}})"
    );
}

TEST_CASE("a reply of any form names the batch") {
    const auto batch = batchOf({R"({"uuid":"A"})"});
    CHECK(
        relay::nameBatch(relay::makeJitsuReply(batch), "b").body ==
        R"({"ok":true,"ingested":1,"dropped":0,"batch_id":"b"})"
    );
    CHECK(
        relay::nameBatch(relay::makeResultsReply(batch), "b").body ==
        R"({"results":{"A":{"result":"ok"}},"batch_id":"b"})"
    );
}
