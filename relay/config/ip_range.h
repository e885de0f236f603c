#pragma once

#include <Poco/Net/IPAddress.h>

#include <optional>
#include <string_view>

namespace relay {

// An address alone: no port, no brackets, no zone. An IPv4-mapped IPv6 address (::ffff:a.b.c.d) is
// the IPv4 address, so that both forms of one address are equal.
std::optional<Poco::Net::IPAddress> parseIpAddress(std::string_view text);

// The first `prefix_length` bits of an address; the others become zero.
Poco::Net::IPAddress networkOf(const Poco::Net::IPAddress& address, unsigned prefix_length);

// The addresses that share their first bits. An IPv6 range holds the IPv4 addresses whose mapped
// form it holds.
struct IpRange {
    Poco::Net::IPAddress network;
    unsigned prefix_length = 0;

    [[nodiscard]] bool contains(const Poco::Net::IPAddress& address) const;
};

// "10.0.0.0/8", "fd00::/8", or one address. Bits of the address behind the prefix do not matter.
std::optional<IpRange> parseIpRange(std::string_view text);

}  // namespace relay
