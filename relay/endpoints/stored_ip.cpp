#include "endpoints/stored_ip.h"

#include "config/ip_range.h"

namespace relay {

namespace {

constexpr unsigned kIpv4Network = 24;
constexpr unsigned kIpv6Network = 48;

std::string truncated(const std::string& client_ip) {
    const auto address = parseIpAddress(client_ip);
    if (!address) {
        return {};
    }
    const bool is_ipv6 = address->family() == Poco::Net::IPAddress::IPv6;
    return networkOf(*address, is_ipv6 ? kIpv6Network : kIpv4Network).toString();
}

}  // namespace

std::string storedIp(const std::string& client_ip, IpMode mode) {
    switch (mode) {
        case IpMode::kFull:
            return client_ip;
        case IpMode::kTruncated:
            return truncated(client_ip);
        case IpMode::kNone:
            return {};
    }
    return {};
}

}  // namespace relay
