#include "endpoints/client_network.h"

#include "support/catch.h"

using relay::clientNetwork;

TEST_CASE("a client is its IPv4 address, or the /64 of its IPv6 address") {
    CHECK(clientNetwork("192.0.2.7") == "192.0.2.7");
    CHECK(clientNetwork("::ffff:192.0.2.7") == "192.0.2.7");
    CHECK(clientNetwork("2001:db8:1:2:3:4:5:6") == "2001:db8:1:2::");
    CHECK(clientNetwork("unknown") == "unknown");
}
