#pragma once

#include "http/application.h"
#include "http/connection_tracker.h"
#include "http/limits.h"

#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/TCPServer.h>
#include <Poco/ThreadPool.h>

#include <atomic>
#include <chrono>
#include <optional>
#include <string>

namespace http {

// An HTTP/1.1 server: a thread for every connection, within limits.
class Server {
public:
    // `socket` listens already (listenOn).
    Server(const Poco::Net::ServerSocket& socket, const Limits& limits);
    ~Server();

    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    // Serves until drained. Keeps the reference.
    void start(Application& application);

    // http://HOST:PORT with the real port.
    [[nodiscard]] std::string url() const;

    // Stops accepting, lets requests in flight finish, and ends all connections. False: some were
    // still busy at the deadline, and have been cut.
    bool drain(std::chrono::milliseconds deadline);

    // Waits until no connection is left. False: some are, after that time.
    bool waitForConnections(std::chrono::milliseconds time);

    [[nodiscard]] const std::atomic<bool>& isDraining() const { return tracker_.isDraining(); }

    [[nodiscard]] ConnectionLoad load() const { return tracker_.load(); }

private:
    const Limits limits_;
    ConnectionTracker tracker_;
    Poco::Net::ServerSocket socket_;
    Poco::ThreadPool pool_;
    std::optional<Poco::Net::TCPServer> server_;
};

}  // namespace http
