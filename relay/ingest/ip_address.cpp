#include "ingest/ip_address.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace relay {

namespace {

constexpr std::array<std::uint8_t, 12> kMappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr unsigned kMappedPrefixBits = 96;

bool isMapped(const IpAddress& address) {
    return std::equal(kMappedPrefix.begin(), kMappedPrefix.end(), address.bytes.begin());
}

}  // namespace

bool IpRange::contains(const IpAddress& address) const {
    for (unsigned bit = 0; bit < bits; ++bit) {
        const unsigned mask = 0x80U >> (bit % 8);
        if (((address.bytes[bit / 8] ^ network.bytes[bit / 8]) & mask) != 0) {
            return false;
        }
    }
    return true;
}

std::optional<IpAddress> parseIpAddress(std::string_view text) {
    const std::string terminated(text);
    if (terminated.find('\0') != std::string::npos) {
        return std::nullopt;
    }
    IpAddress address;
    if (inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) == 1) {
        return address;
    }
    std::copy(kMappedPrefix.begin(), kMappedPrefix.end(), address.bytes.begin());
    if (inet_pton(AF_INET, terminated.c_str(), address.bytes.data() + kMappedPrefix.size()) == 1) {
        return address;
    }
    return std::nullopt;
}

std::optional<IpRange> parseIpRange(std::string_view text) {
    const auto slash = text.find('/');
    const auto address = parseIpAddress(text.substr(0, slash));
    if (!address || slash == std::string_view::npos) {
        return address ? std::optional<IpRange>({*address, 128}) : std::nullopt;
    }
    const bool is_dotted = text.substr(0, slash).find(':') == std::string_view::npos;
    const auto length = text.substr(slash + 1);
    unsigned bits = 0;
    const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), bits);
    if (error != std::errc{} || end != length.data() + length.size() ||
        bits > (is_dotted ? 32U : 128U)) {
        return std::nullopt;
    }
    return IpRange{*address, is_dotted ? kMappedPrefixBits + bits : bits};
}

std::string toString(const IpAddress& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (isMapped(address)) {
        inet_ntop(AF_INET, address.bytes.data() + kMappedPrefix.size(), text.data(), text.size());
    } else {
        inet_ntop(AF_INET6, address.bytes.data(), text.data(), text.size());
    }
    return text.data();
}

}  // namespace relay
