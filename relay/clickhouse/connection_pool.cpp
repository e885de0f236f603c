#include "clickhouse/connection_pool.h"

#include <cstddef>
#include <utility>

namespace relay {

namespace {

constexpr std::size_t kMaxIdle = 16;

}  // namespace

ConnectionPool::ConnectionPool(Endpoint endpoint) : endpoint_(std::move(endpoint)) {}

std::unique_ptr<Connection> ConnectionPool::take(std::chrono::milliseconds timeout) {
    auto connection = takeIdle();
    if (!connection) {
        connection = std::make_unique<Connection>(endpoint_.connect(timeout));
    }
    connection->setTimeout(timeout);
    return connection;
}

void ConnectionPool::giveBack(std::unique_ptr<Connection> connection) {
    const std::lock_guard lock(mutex_);
    if (idle_.size() < kMaxIdle) {
        idle_.push_back(std::move(connection));
    }
}

// The latest used first: it is the least likely to have met the server's keep-alive limit.
std::unique_ptr<Connection> ConnectionPool::takeIdle() {
    const std::lock_guard lock(mutex_);
    while (!idle_.empty()) {
        auto connection = std::move(idle_.back());
        idle_.pop_back();
        if (connection->isIdle()) {
            return connection;
        }
    }
    return nullptr;
}

}  // namespace relay
