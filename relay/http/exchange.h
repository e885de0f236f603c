#pragma once

#include "http/connection_tracker.h"
#include "http/router.h"

#include <Poco/Net/HTTPRequestHandler.h>
#include <Poco/Net/HTTPRequestHandlerFactory.h>
#include <Poco/Net/HTTPServerRequest.h>
#include <Poco/Net/HTTPServerResponse.h>

namespace relay {

// One request and its reply, between Poco and the router.
class Exchange : public Poco::Net::HTTPRequestHandler {
public:
    Exchange(Router& router, ConnectionTracker& tracker) : router_(router), tracker_(tracker) {}

    void handleRequest(
        Poco::Net::HTTPServerRequest& request,
        Poco::Net::HTTPServerResponse& response
    ) override;

private:
    Router& router_;
    ConnectionTracker& tracker_;
};

class ExchangeFactory : public Poco::Net::HTTPRequestHandlerFactory {
public:
    ExchangeFactory(Router& router, ConnectionTracker& tracker)
        : router_(router), tracker_(tracker) {}

    Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest& request
    ) override;

private:
    Router& router_;
    ConnectionTracker& tracker_;
};

}  // namespace relay
