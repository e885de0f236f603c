#include "endpoints/client_ip.h"

#include "http/text.h"

#include <algorithm>
#include <optional>

namespace relay {

namespace {

// Some proxies append a port: "192.0.2.1:5000", "[2001:db8::1]:5000".
std::optional<Poco::Net::IPAddress> parseHop(std::string_view hop) {
    if (hop.starts_with('[')) {
        return parseIpAddress(hop.substr(1, hop.find(']') - 1));
    }
    if (std::count(hop.begin(), hop.end(), ':') == 1) {
        hop = hop.substr(0, hop.find(':'));
    }
    return parseIpAddress(hop);
}

}  // namespace

std::string ClientIp::resolve(const std::string& peer, std::string_view forwarded_for) const {
    auto client = parseIpAddress(peer);
    if (!client) {
        return peer;
    }
    while (isTrusted(*client) && !forwarded_for.empty()) {
        const auto comma = forwarded_for.rfind(',');
        const bool is_last = comma == std::string_view::npos;
        const auto element =
            http::trimBlanks(is_last ? forwarded_for : forwarded_for.substr(comma + 1));
        forwarded_for = is_last ? std::string_view{} : forwarded_for.substr(0, comma);
        if (element.empty()) {
            continue;  // RFC 9110 section 5.6.1: a list may have empty elements
        }
        const auto hop = parseHop(element);
        if (!hop) {
            break;  // what a trusted proxy could not name is not guessed at
        }
        client = hop;
    }
    return client->toString();
}

bool ClientIp::isTrusted(const std::string& peer) const {
    const auto address = parseIpAddress(peer);
    return address && isTrusted(*address);
}

bool ClientIp::isTrusted(const Poco::Net::IPAddress& address) const {
    return std::any_of(trusted_.begin(), trusted_.end(), [&address](const IpRange& range) {
        return range.contains(address);
    });
}

}  // namespace relay
