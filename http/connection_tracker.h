#pragma once

#include <Poco/Net/StreamSocket.h>

#include <atomic>
#include <cstddef>
#include <map>
#include <mutex>

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
    explicit ConnectionTracker(std::size_t limit) : limit_(limit) {}

    // It waits for its first request. False: there are too many connections already; then nothing
    // is to be removed.
    bool tryAdd(const Poco::Net::StreamSocket& socket);
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
        bool is_waiting = true;
    };

    const std::size_t limit_;
    mutable std::mutex mutex_;
    std::map<const Poco::Net::SocketImpl*, Entry> connections_;
    std::atomic<bool> is_draining_ = false;
};

}  // namespace http
