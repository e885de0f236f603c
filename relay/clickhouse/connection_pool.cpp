#include "clickhouse/connection_pool.h"

#include <cstddef>
#include <utility>

namespace relay {

namespace {

constexpr std::size_t kMaxIdle = 16;

}  // namespace

ConnectionPool::ConnectionPool(Endpoint endpoint, Clock now)
    : endpoint_(std::move(endpoint)), now_(std::move(now)) {}

std::unique_ptr<Connection> ConnectionPool::take(std::chrono::milliseconds timeout) {
    auto connection = takeIdle();
    if (!connection) {
        connection = std::make_unique<Connection>(endpoint_.connect(timeout));
    }
    return connection;
}

void ConnectionPool::giveBack(
    std::unique_ptr<Connection> connection,
    std::chrono::milliseconds max_idle
) {
    const std::lock_guard lock(mutex_);
    dropExpired();
    if (idle_.size() == kMaxIdle) {
        idle_.erase(idle_.begin());
    }
    idle_.push_back({std::move(connection), now_() + max_idle});
}

void ConnectionPool::dropIdle() {
    const std::lock_guard lock(mutex_);
    idle_.clear();
}

// The latest used first: it is the least likely to have met the server's keep-alive limit.
std::unique_ptr<Connection> ConnectionPool::takeIdle() {
    const std::lock_guard lock(mutex_);
    dropExpired();
    while (!idle_.empty()) {
        auto connection = std::move(idle_.back().connection);
        idle_.pop_back();
        if (connection->isIdle()) {
            return connection;
        }
    }
    return nullptr;
}

void ConnectionPool::dropExpired() {
    std::erase_if(idle_, [now = now_()](const Idle& idle) { return idle.until <= now; });
}

}  // namespace relay
