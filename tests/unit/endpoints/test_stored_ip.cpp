#include "endpoints/stored_ip.h"

#include "support/catch.h"

using relay::IpMode;
using relay::storedIp;

TEST_CASE("an address is stored whole, as its network, or not at all") {
    CHECK(storedIp("192.0.2.7", IpMode::kFull) == "192.0.2.7");
    CHECK(storedIp("192.0.2.7", IpMode::kTruncated) == "192.0.2.0");
    CHECK(storedIp("192.0.2.7", IpMode::kNone).empty());
    CHECK(storedIp("2001:db8:1:2:3:4:5:6", IpMode::kFull) == "2001:db8:1:2:3:4:5:6");
    CHECK(storedIp("2001:db8:1:2:3:4:5:6", IpMode::kTruncated) == "2001:db8:1::");
    CHECK(storedIp("::ffff:192.0.2.7", IpMode::kTruncated) == "192.0.2.0");
}

TEST_CASE("what is no address cannot be truncated, so it is not stored") {
    CHECK(storedIp("unknown", IpMode::kFull) == "unknown");
    CHECK(storedIp("unknown", IpMode::kTruncated).empty());
}
