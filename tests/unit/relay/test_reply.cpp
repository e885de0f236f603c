#include "http/reply.h"

#include "support/catch.h"

#include <algorithm>

TEST_CASE("a stored batch is answered with its counts and its rejected events") {
    relay::ScannedBatch batch;
    batch.events.assign(3, {"{}", true, std::nullopt});
    CHECK(relay::makeStoredReply(batch).body == R"({"status":"ok","ingested":3,"dropped":0})");
    batch.events[2].rejected = event_rules::RejectReason::kInvalidProperties;
    CHECK(
        relay::makeStoredReply(batch).body ==
        R"({"status":"ok","ingested":2,"dropped":1,"rejected":[{"index":2,"reason":"invalid_properties"}]})"
    );
}

TEST_CASE("only an unavailable relay asks to come back") {
    const auto hasRetryAfter = [](relay::Rejection rejection) {
        const auto headers = relay::makeRejectionReply(rejection).headers;
        return std::any_of(headers.begin(), headers.end(), [](const auto& header) {
            return header.first == "Retry-After";
        });
    };
    CHECK(hasRetryAfter(relay::Rejection::kBufferFull));
    CHECK(hasRetryAfter(relay::Rejection::kDraining));
    CHECK_FALSE(hasRetryAfter(relay::Rejection::kUnknownKey));
    CHECK_FALSE(hasRetryAfter(relay::Rejection::kInternalError));
}
