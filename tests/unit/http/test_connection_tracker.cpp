#include "http/connection_tracker.h"

#include "support/catch.h"

using Poco::Net::StreamSocket;

TEST_CASE("connections over the limit are not added") {
    http::ConnectionTracker tracker(2);
    const StreamSocket first;
    const StreamSocket second;
    const StreamSocket third;
    CHECK(tracker.tryAdd(first));
    CHECK(tracker.tryAdd(second));
    CHECK_FALSE(tracker.tryAdd(third));
    tracker.remove(first);
    CHECK(tracker.tryAdd(third));
}

TEST_CASE("sockets that are gone do not disturb a drain") {
    http::ConnectionTracker tracker(1);
    const StreamSocket unconnected;
    REQUIRE(tracker.tryAdd(unconnected));
    tracker.drain();
    CHECK(tracker.isDraining());
    tracker.setWaiting(unconnected, true);
    tracker.abortAll();
}
