#pragma once

#include "config/ip_range.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace relay {

// Tells the client's address. X-Forwarded-For counts only when the peer is a trusted proxy; then
// the right-most hop that is not itself a trusted proxy is the client. Immutable, so thread-safe.
class ClientIp {
public:
    explicit ClientIp(std::vector<IpRange> trusted_proxies)
        : trusted_(std::move(trusted_proxies)) {}

    // `peer` is the address of the TCP connection; `forwarded_for` may be empty.
    [[nodiscard]] std::string resolve(const std::string& peer, std::string_view forwarded_for)
        const;

    // Whether what this peer forwards is believed.
    [[nodiscard]] bool isTrusted(const std::string& peer) const;

private:
    [[nodiscard]] bool isTrusted(const Poco::Net::IPAddress& address) const;

    std::vector<IpRange> trusted_;
};

}  // namespace relay
