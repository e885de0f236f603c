#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace relay {

// IPv4 is kept as IPv4-mapped IPv6 (::ffff:a.b.c.d), so that both forms of one address are equal.
struct IpAddress {
    std::array<std::uint8_t, 16> bytes{};

    bool operator==(const IpAddress&) const = default;
};

// `bits` counts from the front of the mapped form.
struct IpRange {
    IpAddress network;
    unsigned bits = 128;

    [[nodiscard]] bool contains(const IpAddress& address) const;
};

// An address alone: no port, no brackets, no zone.
std::optional<IpAddress> parseIpAddress(std::string_view text);

// "10.0.0.0/8", "fd00::/8", or one address.
std::optional<IpRange> parseIpRange(std::string_view text);

// Dotted for IPv4 and IPv4-mapped addresses.
std::string toString(const IpAddress& address);

}  // namespace relay
