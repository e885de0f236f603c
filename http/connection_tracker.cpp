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

// Ends the wait only: what has arrived is answered.
void endWaiting(Poco::Net::StreamSocket& socket) {
    ignoreGone([&socket] { socket.shutdownReceive(); });
}

}  // namespace

bool ConnectionTracker::tryAdd(const Poco::Net::StreamSocket& socket, const std::string& address) {
    const std::lock_guard lock(mutex_);
    const auto is_same = [&address](const Entry& entry) { return entry.address == address; };
    if (!makeRoom(limit_per_address_, is_same) ||
        !makeRoom(limit_, [](const Entry&) { return true; })) {
        return false;
    }
    const auto [place, is_new] =
        connections_.insert_or_assign(socket.impl(), Entry{socket, address, now_()});
    if (is_draining_) {
        endWaiting(place->second.socket);
    }
    return true;
}

bool ConnectionTracker::makeRoom(std::size_t limit, const IsCounted& is_counted) {
    std::size_t count = 0;
    Entry* idlest = nullptr;
    for (auto& [impl, entry] : connections_) {
        if (entry.is_ended || !is_counted(entry)) {
            continue;
        }
        ++count;
        if (entry.is_waiting && (idlest == nullptr || entry.waits_since < idlest->waits_since)) {
            idlest = &entry;
        }
    }
    if (count < limit) {
        return true;
    }
    if (idlest == nullptr) {
        return false;
    }
    idlest->is_ended = true;
    endWaiting(idlest->socket);
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
    found->second.waits_since = now_();
    if (is_waiting && (is_draining_ || found->second.is_ended)) {
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
