#include "config/ip_range.h"

#include "support/catch.h"

#include <string>

TEST_CASE("addresses keep their meaning through parsing and printing") {
    CHECK(relay::parseIpAddress("192.0.2.1")->toString() == "192.0.2.1");
    CHECK(relay::parseIpAddress("::ffff:192.0.2.1")->toString() == "192.0.2.1");
    CHECK(relay::parseIpAddress("2001:0DB8::0001")->toString() == "2001:db8::1");
    for (const std::string text :
         {"",
          "1.2.3",
          "1.2.3.4:5",
          "[::1]",
          "fe80::1%eth0",
          "x",
          "0x7f.1",
          "1.2.3.4 ",
          "01.2.3.4"}) {
        CHECK_FALSE(relay::parseIpAddress(text));
    }
    CHECK_FALSE(relay::parseIpAddress(std::string("1.2.3.4\0x", 9)));
}

TEST_CASE("a range holds exactly the addresses with its prefix") {
    const auto holds = [](const char* range, const char* address) {
        return relay::parseIpRange(range)->contains(*relay::parseIpAddress(address));
    };
    CHECK(holds("10.0.0.0/8", "10.255.255.255"));
    CHECK_FALSE(holds("10.0.0.0/8", "11.0.0.0"));
    CHECK(holds("192.0.2.128/25", "192.0.2.128"));
    CHECK_FALSE(holds("192.0.2.128/25", "192.0.2.127"));
    CHECK(holds("0.0.0.0/0", "203.0.113.9"));
    CHECK_FALSE(holds("0.0.0.0/0", "2001:db8::1"));
    CHECK(holds("::/0", "203.0.113.9"));
    CHECK(holds("::ffff:192.0.2.0/120", "192.0.2.9"));
    CHECK_FALSE(holds("::ffff:192.0.2.0/120", "192.0.3.9"));
    CHECK(holds("::ffff:0:0/90", "192.0.2.9"));
    CHECK_FALSE(holds("2001:db8::/32", "192.0.2.9"));
    CHECK(holds("192.0.2.1", "192.0.2.1"));
    CHECK_FALSE(holds("192.0.2.1", "192.0.2.2"));
}
