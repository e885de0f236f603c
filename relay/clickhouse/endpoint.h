#pragma once

#include "clickhouse/tls_context.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include <Poco/Net/StreamSocket.h>

namespace relay {

// CLICKHOUSE_URL taken apart, and how to reach it. Thread-safe once constructed.
class Endpoint {
public:
    // Throws Poco::Exception when the URL has no host.
    explicit Endpoint(const std::string& url);

    [[nodiscard]] const std::string& path() const { return path_; }

    // The value of the Host header.
    [[nodiscard]] const std::string& authority() const { return authority_; }

    // A connected socket; over https with the server's certificate and name verified. Throws
    // Poco::Exception.
    [[nodiscard]] Poco::Net::StreamSocket connect(std::chrono::milliseconds timeout) const;

private:
    std::string host_;
    std::uint16_t port_;
    std::string path_;
    std::string authority_;
    std::unique_ptr<TlsContext> tls_;  // null over http
};

}  // namespace relay
