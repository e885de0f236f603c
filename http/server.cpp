#include "http/server.h"

#include "http/server_connection.h"

#include <thread>

namespace http {

namespace {

constexpr int kMinThreads = 8;
constexpr int kThreadIdleSeconds = 60;
constexpr std::chrono::milliseconds kPollInterval{10};
constexpr std::chrono::milliseconds kAbortTime{1'000};

int threadsOf(const Limits& limits) {
    return static_cast<int>(limits.connections + limits.spare_threads);
}

Poco::Net::TCPServerParams::Ptr makeParams(const Limits& limits) {
    Poco::Net::TCPServerParams::Ptr params = new Poco::Net::TCPServerParams;
    params->setMaxThreads(threadsOf(limits));
    params->setMaxQueued(threadsOf(limits));
    return params;
}

}  // namespace

Server::Server(const Poco::Net::ServerSocket& socket, const Limits& limits)
    : limits_(limits),
      tracker_(limits.connections, limits.connections_per_address),
      socket_(socket),
      pool_(kMinThreads, threadsOf(limits), kThreadIdleSeconds) {}

Server::~Server() {
    drain(std::chrono::milliseconds(0));
}

void Server::start(Application& application) {
    server_.emplace(
        new ServerConnectionFactory(limits_, tracker_, application),
        pool_,
        socket_,
        makeParams(limits_)
    );
    server_->start();
}

std::string Server::url() const {
    return "http://" + socket_.address().toString();
}

bool Server::drain(std::chrono::milliseconds deadline) {
    tracker_.drain();
    if (server_) {
        server_->stop();
    }
    socket_.close();
    if (waitForConnections(deadline)) {
        return true;
    }
    tracker_.abortAll();
    waitForConnections(kAbortTime);
    return false;
}

bool Server::waitForConnections(std::chrono::milliseconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    while (server_ && server_->currentConnections() > 0) {
        if (std::chrono::steady_clock::now() >= end) {
            return false;
        }
        std::this_thread::sleep_for(kPollInterval);
    }
    return true;
}

}  // namespace http
