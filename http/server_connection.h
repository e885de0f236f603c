#pragma once

#include "http/application.h"
#include "http/connection.h"
#include "http/connection_tracker.h"
#include "http/limits.h"

#include <Poco/Net/StreamSocket.h>
#include <Poco/Net/TCPServerConnection.h>
#include <Poco/Net/TCPServerConnectionFactory.h>

#include <string>

namespace http {

// Serves one connection, counted, and refuses it when there are too many.
class ServerConnection : public Poco::Net::TCPServerConnection {
public:
    // Keeps the references.
    ServerConnection(
        const Poco::Net::StreamSocket& socket,
        const Limits& limits,
        ConnectionTracker& tracker,
        Application& application
    );

    void run() override;

private:
    // One request beyond the limit: answers what is vital, and refuses the rest.
    void serveCrowded();

    // False: the connection has to end.
    bool serveNext(Connection& connection);
    void refuse(Connection& connection, Error error, const Request& request);

    const Limits& limits_;
    ConnectionTracker& tracker_;
    Application& application_;
    std::string peer_ip_;
};

class ServerConnectionFactory : public Poco::Net::TCPServerConnectionFactory {
public:
    // Keeps the references.
    ServerConnectionFactory(
        const Limits& limits,
        ConnectionTracker& tracker,
        Application& application
    )
        : limits_(limits), tracker_(tracker), application_(application) {}

    Poco::Net::TCPServerConnection* createConnection(const Poco::Net::StreamSocket& socket
    ) override {
        return new ServerConnection(socket, limits_, tracker_, application_);
    }

private:
    const Limits& limits_;
    ConnectionTracker& tracker_;
    Application& application_;
};

}  // namespace http
