#pragma once

#include "http/connection_tracker.h"
#include "http/limits.h"
#include "http/router.h"

#include <Poco/Net/HTTPServerParams.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/Net/TCPServerConnection.h>
#include <Poco/Net/TCPServerConnectionFactory.h>

namespace relay {

// One connection on a guarded socket, counted, and refused with 503 when there are too many.
class ServerConnection : public Poco::Net::TCPServerConnection {
public:
    ServerConnection(
        const Poco::Net::StreamSocket& socket,
        Poco::Net::HTTPServerParams::Ptr params,
        ConnectionTracker& tracker,
        Router& router
    );

    void run() override;

private:
    void serve();

    Poco::Net::HTTPServerParams::Ptr params_;
    ConnectionTracker& tracker_;
    Router& router_;
};

class ServerConnectionFactory : public Poco::Net::TCPServerConnectionFactory {
public:
    ServerConnectionFactory(
        Poco::Net::HTTPServerParams::Ptr params,
        const ReceiveLimits& limits,
        ConnectionTracker& tracker,
        Router& router
    );

    Poco::Net::TCPServerConnection* createConnection(const Poco::Net::StreamSocket& socket
    ) override;

private:
    Poco::Net::HTTPServerParams::Ptr params_;
    const ReceiveLimits limits_;
    ConnectionTracker& tracker_;
    Router& router_;
};

}  // namespace relay
