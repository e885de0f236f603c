#pragma once

#include "clickhouse/connection.h"
#include "clickhouse/endpoint.h"

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace relay {

// Kept-alive connections to one endpoint. Thread-safe. It never waits: with none left a new one is
// opened, so there are as many as there are threads that talk to ClickHouse at the same time.
class ConnectionPool {
public:
    using Clock = std::function<std::chrono::steady_clock::time_point()>;

    explicit ConnectionPool(Endpoint endpoint, Clock now = std::chrono::steady_clock::now);

    [[nodiscard]] const Endpoint& endpoint() const { return endpoint_; }

    // An idle connection, or a new one. Throws Poco::Exception when it cannot connect.
    std::unique_ptr<Connection> take(std::chrono::milliseconds timeout);

    // Only after a reply was read to its end; any other connection is dropped by destroying it.
    // Once idle for `max_idle` it is not used again.
    void giveBack(std::unique_ptr<Connection> connection, std::chrono::milliseconds max_idle);

    // For when one of them turned out to be dead, and so the others may be.
    void dropIdle();

private:
    struct Idle {
        std::unique_ptr<Connection> connection;
        std::chrono::steady_clock::time_point until;
    };

    std::unique_ptr<Connection> takeIdle();
    void dropExpired();

    const Endpoint endpoint_;
    const Clock now_;
    std::mutex mutex_;
    std::vector<Idle> idle_;  // the latest used last
};

}  // namespace relay
