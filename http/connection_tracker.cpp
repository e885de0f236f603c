#include "http/connection_tracker.h"

#include <Poco/Exception.h>

#include <algorithm>

namespace http {

namespace {

// The peer may have gone already; then there is nothing left to end.
template <typename Action>
void ignoreGone(const Action& action) {
    try {
        action();
    } catch (const Poco::Exception& error) {
        static_cast<void>(error);
    }
}

// What has arrived can still be read, and is answered.
void endWaiting(Poco::Net::StreamSocket& socket) {
    ignoreGone([&socket] { socket.shutdownReceive(); });
}

}  // namespace

bool ConnectionTracker::tryAdd(const Poco::Net::StreamSocket& socket) {
    const std::lock_guard lock(mutex_);
    if (connections_.size() >= limit_) {
        return false;
    }
    auto& entry = connections_.insert_or_assign(socket.impl(), Entry{socket}).first->second;
    if (is_draining_) {
        endWaiting(entry.socket);
    }
    return true;
}

void ConnectionTracker::remove(const Poco::Net::StreamSocket& socket) {
    const std::lock_guard lock(mutex_);
    connections_.erase(socket.impl());
}

void ConnectionTracker::setWaiting(const Poco::Net::StreamSocket& socket, bool is_waiting) {
    const std::lock_guard lock(mutex_);
    const auto found = connections_.find(socket.impl());
    if (found == connections_.end()) {
        return;
    }
    found->second.is_waiting = is_waiting;
    if (is_waiting && is_draining_) {
        endWaiting(found->second.socket);
    }
}

void ConnectionTracker::drain() {
    const std::lock_guard lock(mutex_);
    is_draining_ = true;
    for (auto& [impl, entry] : connections_) {
        if (entry.is_waiting) {
            endWaiting(entry.socket);
        }
    }
}

void ConnectionTracker::abortAll() {
    const std::lock_guard lock(mutex_);
    for (auto& [impl, entry] : connections_) {
        ignoreGone([&socket = entry.socket] { socket.shutdown(); });
    }
}

ConnectionLoad ConnectionTracker::load() const {
    const std::lock_guard lock(mutex_);
    const auto serving =
        std::count_if(connections_.begin(), connections_.end(), [](const auto& connection) {
            return !connection.second.is_waiting;
        });
    return {connections_.size(), static_cast<std::size_t>(serving), limit_};
}

}  // namespace http
