#pragma once

#include "config/config.h"

#include <tl/expected.hpp>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace relay {

// Why a statement did not succeed. `code` is X-ClickHouse-Exception-Code, 0 when there was none.
struct ClickHouseError {
    // kCertificate: the server did not prove who it is, so nothing was sent to it.
    enum class Kind : std::uint8_t { kTransport, kTimeout, kCertificate, kServer };

    Kind kind;
    int http_status = 0;
    int code = 0;
    std::string message;  // for logs; never holds a secret of the configuration

    // The same statement, with the same deduplication token, may succeed later.
    [[nodiscard]] bool isRetryable() const;

    // The database or a table of the statement is not there.
    [[nodiscard]] bool lacksTable() const;
};

struct ClickHouseRequest {
    std::string_view query;
    std::vector<std::string_view> data;  // follows the query of an INSERT … FORMAT; else empty
    std::vector<std::pair<std::string, std::string>> settings;  // URL parameters
    bool use_database = true;  // false: the database may not exist yet
    // For connecting, sending and the head of the reply together; then anew for each receive.
    std::chrono::milliseconds timeout{30'000};
};

// A ClickHouse HTTP(S) client with a pool of kept-alive connections. Thread-safe.
class ClickHouseClient {
public:
    // Throws Poco::Exception for a URL without a host, or control characters in user or password.
    explicit ClickHouseClient(const ClickHouseConfig& config);
    ~ClickHouseClient();

    // host:port, for logs.
    [[nodiscard]] const std::string& address() const;

    // Sends one statement and returns the whole reply body. Never retries by itself.
    tl::expected<std::string, ClickHouseError> execute(const ClickHouseRequest& request);

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace relay
