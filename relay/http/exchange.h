#pragma once

#include "http/client_session.h"
#include "http/connection_tracker.h"
#include "http/guarded_socket.h"
#include "http/request.h"
#include "http/router.h"

#include <Poco/Net/HTTPRequest.h>
#include <tl/expected.hpp>

#include <string>

namespace relay {

// The requests of one connection and their replies, between Poco's parser and the router.
class Exchange {
public:
    // The session's socket is a guarded one. Keeps the references.
    Exchange(ClientSession& session, Router& router, ConnectionTracker& tracker);

    // Serves one request. False: the connection has to end. Throws what Poco throws when the reply
    // cannot be sent.
    bool serveNext();

private:
    tl::expected<Request, Rejection> readHead(Poco::Net::HTTPRequest& source);
    [[nodiscard]] tl::expected<void, Rejection> checkWhole() const;
    void send(const std::string& bytes);
    bool trySend(const std::string& bytes);
    void refuse(Rejection rejection);

    ClientSession& session_;
    Router& router_;
    ConnectionTracker& tracker_;
    GuardedSocketImpl& guarded_;
    const std::string peer_ip_;
};

}  // namespace relay
