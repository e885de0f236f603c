#pragma once

#include "server_state.h"

#include <Poco/Net/HTTPRequestHandlerFactory.h>

namespace embedded {

// The routes: `/` for statements, `/ping`; nothing else is there.
class HandlerFactory : public Poco::Net::HTTPRequestHandlerFactory {
public:
    explicit HandlerFactory(ServerState& state) : state_(state) {}

    Poco::Net::HTTPRequestHandler* createRequestHandler(const Poco::Net::HTTPServerRequest& request
    ) override;

private:
    ServerState& state_;
};

}  // namespace embedded
