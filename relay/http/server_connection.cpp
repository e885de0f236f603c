#include "http/server_connection.h"

#include "http/client_session.h"
#include "http/exchange.h"
#include "http/guarded_socket.h"
#include "http/linger.h"
#include "http/reply_text.h"

#include <Poco/Exception.h>

#include <utility>

namespace relay {

ServerConnection::ServerConnection(
    const Poco::Net::StreamSocket& socket,
    Poco::Net::HTTPServerParams::Ptr params,
    ConnectionTracker& tracker,
    Router& router
)
    : TCPServerConnection(socket), params_(std::move(params)), tracker_(tracker), router_(router) {}

void ServerConnection::run() {
    socket().setSendTimeout(Poco::Timespan(limits::kSendTimeout.count(), 0));
    if (!tracker_.tryAdd(socket())) {
        const auto refusal = router_.refuse(Rejection::kTooManyConnections);
        const auto text = serialize(refusal, false, false);
        socket().sendBytes(text.data(), static_cast<int>(text.size()));
        linger(socket(), limits::kRefusalLingerTimeout);
        return;
    }
    try {
        serve();
    } catch (const Poco::Exception&) {
        // The client has gone; whoever wanted to tell it something has found out.
        tracker_.remove(socket());
        return;
    } catch (...) {
        tracker_.remove(socket());
        throw;  // Poco ends the connection
    }
    tracker_.remove(socket());
}

void ServerConnection::serve() {
    ClientSession session(socket(), params_);
    Exchange exchange(session, router_, tracker_);
    while (session.hasMoreRequests() && exchange.serveNext()) {
    }
}

ServerConnectionFactory::ServerConnectionFactory(
    Poco::Net::HTTPServerParams::Ptr params,
    const ReceiveLimits& limits,
    ConnectionTracker& tracker,
    Router& router
)
    : params_(std::move(params)), limits_(limits), tracker_(tracker), router_(router) {}

Poco::Net::TCPServerConnection* ServerConnectionFactory::createConnection(
    const Poco::Net::StreamSocket& socket
) {
    const Poco::Net::StreamSocket guarded(new GuardedSocketImpl(socket, limits_));
    return new ServerConnection(guarded, params_, tracker_, router_);
}

}  // namespace relay
