#include "config/ip_range.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace relay {

namespace {

using Poco::Net::IPAddress;

const std::string kMappedPrefix = "::ffff:";
constexpr unsigned kMappedPrefixLength = 96;
constexpr unsigned kBitsPerByte = 8;
constexpr std::string_view kIpv6Characters = "0123456789abcdefABCDEF:.";

unsigned bitsOf(const IPAddress& address) {
    return static_cast<unsigned>(address.length()) * kBitsPerByte;
}

// Poco takes more than addresses: "1.2" and "0x7f.1" for IPv4, zones for IPv6. It refuses "::".
std::optional<IPAddress> parseStrictly(std::string_view text) {
    if (text == "::") {
        return IPAddress(IPAddress::IPv6);
    }
    IPAddress address;
    if (!IPAddress::tryParse(std::string(text), address)) {
        return std::nullopt;
    }
    const bool is_strict = address.family() == IPAddress::IPv4
                               ? address.toString() == text
                               : text.find_first_not_of(kIpv6Characters) == std::string_view::npos;
    return is_strict ? std::optional(address) : std::nullopt;
}

bool isMapped(const IPAddress& address) {
    return address.family() == IPAddress::IPv6 && address.isIPv4Mapped();
}

IPAddress unmapped(const IPAddress& address) {
    const auto* bytes = static_cast<const char*>(address.addr());
    return {bytes + kMappedPrefixLength / kBitsPerByte, sizeof(in_addr)};
}

IPAddress mapped(const IPAddress& ipv4) {
    return IPAddress(kMappedPrefix + ipv4.toString());
}

std::optional<unsigned> parsePrefixLength(std::string_view text, unsigned longest) {
    unsigned length = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
    const bool is_number = error == std::errc{} && end == text.data() + text.size();
    return is_number && length <= longest ? std::optional(length) : std::nullopt;
}

}  // namespace

std::optional<IPAddress> parseIpAddress(std::string_view text) {
    const auto address = parseStrictly(text);
    return address && isMapped(*address) ? unmapped(*address) : address;
}

IPAddress networkOf(const IPAddress& address, unsigned prefix_length) {
    return address & IPAddress(prefix_length, address.family());
}

bool IpRange::contains(const IPAddress& address) const {
    const bool is_same_family = address.family() == network.family();
    if (!is_same_family && address.family() == IPAddress::IPv6) {
        return false;
    }
    const auto candidate = is_same_family ? address : mapped(address);
    return networkOf(candidate, prefix_length) == network;
}

std::optional<IpRange> parseIpRange(std::string_view text) {
    const auto slash = text.find('/');
    const auto address = parseStrictly(text.substr(0, slash));
    if (!address) {
        return std::nullopt;
    }
    const auto longest = bitsOf(*address);
    const auto length = slash == std::string_view::npos
                            ? std::optional(longest)
                            : parsePrefixLength(text.substr(slash + 1), longest);
    if (!length) {
        return std::nullopt;
    }
    if (isMapped(*address) && *length >= kMappedPrefixLength) {
        const auto ipv4_length = *length - kMappedPrefixLength;
        return IpRange{networkOf(unmapped(*address), ipv4_length), ipv4_length};
    }
    return IpRange{networkOf(*address, *length), *length};
}

}  // namespace relay
