#include "endpoints/client_network.h"

#include "config/ip_range.h"

namespace relay {

namespace {

constexpr unsigned kIpv6Network = 64;

}  // namespace

std::string clientNetwork(const std::string& client_ip) {
    const auto address = parseIpAddress(client_ip);
    if (!address) {
        return client_ip;
    }
    const bool is_ipv6 = address->family() == Poco::Net::IPAddress::IPv6;
    return is_ipv6 ? networkOf(*address, kIpv6Network).toString() : address->toString();
}

}  // namespace relay
