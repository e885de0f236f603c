#pragma once

#include "server_state.h"

#include <Poco/Net/HTTPRequestHandler.h>

namespace embedded {

// Answers `/`: one statement, on an engine connection of its own.
class QueryHandler : public Poco::Net::HTTPRequestHandler {
public:
    explicit QueryHandler(ServerState& state) : state_(state) { ++state_.in_flight; }

    ~QueryHandler() override { --state_.in_flight; }

    QueryHandler(const QueryHandler&) = delete;
    QueryHandler& operator=(const QueryHandler&) = delete;

    void handleRequest(
        Poco::Net::HTTPServerRequest& request,
        Poco::Net::HTTPServerResponse& response
    ) override;

private:
    ServerState& state_;
};

}  // namespace embedded
