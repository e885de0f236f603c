#include "delivery/receive_span.h"

#include "ingest/uuid_generator.h"
#include "support/catch.h"

TEST_CASE("the ids of batches tell when they were received") {
    relay::UuidGenerator uuids;
    const auto early = toString(uuids.timeOrdered(1'750'000'000'123));
    const auto late = toString(uuids.timeOrdered(1'750'000'000'456));
    CHECK(
        relay::receiveSpan({late, early, late}) ==
        relay::ReceiveSpan{1'750'000'000'123, 1'750'000'000'456}
    );
    CHECK_FALSE(relay::receiveSpan({}));
    CHECK_FALSE(relay::receiveSpan({early, "5e9e7a11-0000-4000-8000-000000000001"}));
    CHECK_FALSE(relay::receiveSpan({"batch"}));
}
