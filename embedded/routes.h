#pragma once

#include "http/application.h"
#include "server_state.h"

namespace embedded {

// The routes: `/` for statements, `/ping`; nothing else is there.
class Routes : public http::Application {
public:
    explicit Routes(ServerState& state) : state_(state) {}

    void answer(http::Exchange& exchange) override;

    http::Reply refuse(http::Error error, const http::Request& request) override;

private:
    ServerState& state_;
};

}  // namespace embedded
