#include "endpoints/client_ip.h"

#include "support/catch.h"

#include <string>
#include <vector>

namespace {

relay::ClientIp behind(const std::vector<std::string>& proxies) {
    std::vector<relay::IpRange> ranges;
    for (const auto& proxy : proxies) {
        ranges.push_back(*relay::parseIpRange(proxy));
    }
    return relay::ClientIp(ranges);
}

}  // namespace

TEST_CASE("the peer is the client when it is no trusted proxy") {
    CHECK(behind({}).resolve("192.0.2.1", "198.51.100.7") == "192.0.2.1");
    CHECK(behind({"10.0.0.0/8"}).resolve("192.0.2.1", "198.51.100.7") == "192.0.2.1");
}

TEST_CASE("behind trusted proxies the right-most other hop is the client") {
    const auto client_ip = behind({"10.0.0.0/8", "fd00::/8"});
    CHECK(client_ip.resolve("10.0.0.1", "198.51.100.7") == "198.51.100.7");
    CHECK(client_ip.resolve("10.0.0.1", "1.1.1.1, 198.51.100.7 , 10.2.3.4") == "198.51.100.7");
    CHECK(client_ip.resolve("::ffff:10.0.0.1", "198.51.100.7") == "198.51.100.7");
    CHECK(client_ip.resolve("fd00::1", "2001:DB8::1") == "2001:db8::1");
}

TEST_CASE("a list of trusted hops alone gives its left-most one") {
    CHECK(behind({"10.0.0.0/8"}).resolve("10.0.0.1", "10.0.0.3, 10.0.0.2") == "10.0.0.3");
    CHECK(behind({"10.0.0.0/8"}).resolve("10.0.0.1", "") == "10.0.0.1");
}

TEST_CASE("hops may carry ports, and nothing behind a broken hop is believed") {
    const auto client_ip = behind({"10.0.0.0/8"});
    CHECK(client_ip.resolve("10.0.0.1", "198.51.100.7:4711") == "198.51.100.7");
    CHECK(client_ip.resolve("10.0.0.1", "[2001:db8::1]:4711") == "2001:db8::1");
    CHECK(client_ip.resolve("10.0.0.1", "198.51.100.7, unknown") == "10.0.0.1");
    CHECK(client_ip.resolve("10.0.0.1", "198.51.100.7, unknown, 10.0.0.2") == "10.0.0.2");
    CHECK(client_ip.resolve("10.0.0.1", "198.51.100.7, ") == "198.51.100.7");
    CHECK(client_ip.resolve("10.0.0.1", ", ,198.51.100.7,, 10.0.0.2,") == "198.51.100.7");
    CHECK(client_ip.resolve("10.0.0.1", " , ") == "10.0.0.1");
}
