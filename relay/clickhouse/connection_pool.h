#pragma once

#include "clickhouse/connection.h"
#include "clickhouse/endpoint.h"

#include <chrono>
#include <memory>
#include <mutex>
#include <vector>

namespace relay {

// Kept-alive connections to one endpoint. Thread-safe. It never waits: with none left a new one is
// opened, so there are as many as there are threads that talk to ClickHouse at the same time.
class ConnectionPool {
public:
    explicit ConnectionPool(Endpoint endpoint);

    [[nodiscard]] const Endpoint& endpoint() const { return endpoint_; }

    // An idle connection, or a new one. Throws Poco::Exception when it cannot connect.
    std::unique_ptr<Connection> take(std::chrono::milliseconds timeout);

    // Only after a reply was read to its end; any other connection is dropped by destroying it.
    void giveBack(std::unique_ptr<Connection> connection);

private:
    std::unique_ptr<Connection> takeIdle();

    const Endpoint endpoint_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Connection>> idle_;
};

}  // namespace relay
