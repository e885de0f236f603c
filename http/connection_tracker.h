#pragma once

#include <Poco/Net/StreamSocket.h>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace http {

struct ConnectionLoad {
    std::size_t open = 0;
    std::size_t serving = 0;  // a request: its head has been read, its reply is not sent
    std::size_t limit = 0;
};

// Knows the open connections, so that there are never too many of them and a drain need not wait
// for those that only stay open for a next request. Thread-safe.
class ConnectionTracker {
public:
    using Clock = std::function<std::chrono::steady_clock::time_point()>;

    ConnectionTracker(
        std::size_t limit,
        std::size_t limit_per_address,
        Clock now = std::chrono::steady_clock::now
    )
        : limit_(limit), limit_per_address_(limit_per_address), now_(std::move(now)) {}

    // The new connection waits for its first request. Where there are too many, in all or of this
    // address, the one that has waited longest is ended to make room. False: all of them serve a
    // request; then nothing is to be removed.
    bool tryAdd(const Poco::Net::StreamSocket& socket, const std::string& address);
    void remove(const Poco::Net::StreamSocket& socket);

    // A connection waits for its next request, or serves one. When draining, waiting ends at once.
    void setWaiting(const Poco::Net::StreamSocket& socket, bool is_waiting);

    // Ends waiting connections now, and the others when they begin to wait.
    void drain();

    // Cuts every connection that is still there.
    void abortAll();

    [[nodiscard]] ConnectionLoad load() const;

    [[nodiscard]] const std::atomic<bool>& isDraining() const { return is_draining_; }

private:
    struct Entry {
        Poco::Net::StreamSocket socket;
        std::string address;
        std::chrono::steady_clock::time_point waits_since;
        bool is_waiting = true;
        bool is_ended = false;  // to make room; still there until its thread has seen it
    };

    using IsCounted = std::function<bool(const Entry&)>;

    bool makeRoom(std::size_t limit, const IsCounted& is_counted);

    const std::size_t limit_;
    const std::size_t limit_per_address_;
    const Clock now_;
    mutable std::mutex mutex_;
    std::map<const Poco::Net::SocketImpl*, Entry> connections_;
    std::atomic<bool> is_draining_ = false;
};

}  // namespace http
