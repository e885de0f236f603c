#include "http/listening_socket.h"

#include <Poco/Exception.h>
#include <Poco/Net/ServerSocketImpl.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocketImpl.h>
#include <sys/socket.h>

#include <stdexcept>

namespace http {

namespace {

constexpr int kBacklog = 1024;

// SOCK_CLOEXEC from the start: another thread may start a process at any moment.
class UninheritedServerSocketImpl : public Poco::Net::ServerSocketImpl {
public:
    Poco::Net::SocketImpl* acceptConnection(Poco::Net::SocketAddress& client) override {
        sockaddr_storage buffer{};
        socklen_t length = sizeof(buffer);
        auto* address = reinterpret_cast<sockaddr*>(&buffer);  // NOLINT: the socket interface
        const int descriptor = accept4(sockfd(), address, &length, SOCK_CLOEXEC);
        if (descriptor < 0) {
            error();
        }
        auto* connection = new Poco::Net::StreamSocketImpl(descriptor);
        client = Poco::Net::SocketAddress(address, length);
        return connection;
    }

protected:
    void init(int family) override { reset(socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0)); }
};

// Poco takes a socket of another kind only from a derived class.
class UninheritedServerSocket : public Poco::Net::ServerSocket {
public:
    UninheritedServerSocket() : ServerSocket(new UninheritedServerSocketImpl, true) {}
};

}  // namespace

Poco::Net::ServerSocket listenOn(const std::string& host, std::uint16_t port) {
    try {
        UninheritedServerSocket socket;
        // Without SO_REUSEPORT, which Poco sets by default: a port in use must be an error.
        socket.bind(Poco::Net::SocketAddress(host, port), true, false);
        socket.listen(kBacklog);
        return socket;
    } catch (const Poco::Exception& error) {
        throw std::runtime_error(
            "cannot listen on " + host + ":" + std::to_string(port) + ": " + error.displayText()
        );
    }
}

}  // namespace http
