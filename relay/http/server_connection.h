#pragma once

#include "http/connection_tracker.h"
#include "http/router.h"

#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServerConnection.h>
#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/Net/TCPServerConnectionFactory.h>

namespace relay {

// Poco's HTTP connection on a guarded socket, counted, and refused with 503 when there are too
// many.
class ServerConnection : public Poco::Net::HTTPServerConnection {
public:
    ServerConnection(
        const Poco::Net::StreamSocket& socket,
        const Poco::Net::HTTPServerParams::Ptr& params,
        const Poco::Net::HTTPRequestHandlerFactory::Ptr& handlers,
        ConnectionTracker& tracker,
        Router& router
    );

    void run() override;

private:
    ConnectionTracker& tracker_;
    Router& router_;
};

class ServerConnectionFactory : public Poco::Net::TCPServerConnectionFactory {
public:
    ServerConnectionFactory(
        Poco::Net::HTTPServerParams::Ptr params,
        ConnectionTracker& tracker,
        Router& router
    );

    Poco::Net::TCPServerConnection* createConnection(const Poco::Net::StreamSocket& socket
    ) override;

private:
    Poco::Net::HTTPServerParams::Ptr params_;
    Poco::Net::HTTPRequestHandlerFactory::Ptr handlers_;
    ConnectionTracker& tracker_;
    Router& router_;
};

}  // namespace relay
