#include "endpoints/stored_reply.h"

#include "support/catch.h"

TEST_CASE("a stored batch is answered with its counts and its rejected events") {
    relay::ScannedBatch batch;
    batch.events.assign(3, {"{}", true, std::nullopt});
    CHECK(
        relay::makeStoredReply(3, relay::rejectedEvents(batch)).body ==
        R"({"status":"ok","ingested":3,"dropped":0})"
    );
    batch.events[2].rejected = event_rules::RejectReason::kInvalidProperties;
    CHECK(
        relay::makeStoredReply(3, relay::rejectedEvents(batch)).body ==
        R"({"status":"ok","ingested":2,"dropped":1,"rejected":[{"index":2,"reason":"invalid_properties"}]})"
    );
}
