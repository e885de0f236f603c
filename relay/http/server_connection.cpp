#include "http/server_connection.h"

#include "http/exchange.h"
#include "http/guarded_socket.h"
#include "http/limits.h"
#include "http/linger.h"

#include <utility>

namespace relay {

namespace {

std::string serializeRefusal(const Reply& reply) {
    std::string text = "HTTP/1.1 " + std::to_string(reply.status) + " Service Unavailable\r\n";
    text.append("Content-Type: ").append(reply.content_type);
    text.append("\r\nContent-Length: ").append(std::to_string(reply.body.size()));
    for (const auto& [name, value] : reply.headers) {
        text.append("\r\n").append(name).append(": ").append(value);
    }
    return text.append("\r\nConnection: close\r\n\r\n").append(reply.body);
}

}  // namespace

ServerConnection::ServerConnection(
    const Poco::Net::StreamSocket& socket,
    const Poco::Net::HTTPServerParams::Ptr& params,
    const Poco::Net::HTTPRequestHandlerFactory::Ptr& handlers,
    ConnectionTracker& tracker,
    Router& router
)
    : HTTPServerConnection(socket, params, handlers), tracker_(tracker), router_(router) {}

void ServerConnection::run() {
    socket().setSendTimeout(Poco::Timespan(limits::kSendTimeout.count(), 0));
    if (!tracker_.tryAdd(socket())) {
        const auto refusal = serializeRefusal(router_.refuse(Rejection::kTooManyConnections));
        socket().sendBytes(refusal.data(), static_cast<int>(refusal.size()));
        linger(socket(), limits::kRefusalLingerTimeout);
        return;
    }
    try {
        HTTPServerConnection::run();
    } catch (...) {
        tracker_.remove(socket());
        throw;  // Poco ends the connection
    }
    tracker_.remove(socket());
}

ServerConnectionFactory::ServerConnectionFactory(
    Poco::Net::HTTPServerParams::Ptr params,
    ConnectionTracker& tracker,
    Router& router
)
    : params_(std::move(params)),
      handlers_(new ExchangeFactory(router, tracker)),
      tracker_(tracker),
      router_(router) {}

Poco::Net::TCPServerConnection* ServerConnectionFactory::createConnection(
    const Poco::Net::StreamSocket& socket
) {
    const Poco::Net::StreamSocket guarded(new GuardedSocketImpl(socket));
    return new ServerConnection(guarded, params_, handlers_, tracker_, router_);
}

}  // namespace relay
