#pragma once

#include "endpoints/endpoint.h"

namespace relay {

// GET /health: the process lives. Asks nobody else.
class HealthEndpoint : public Endpoint {
public:
    http::Reply answer(const http::Request& request, http::RequestBody& body) override;
};

}  // namespace relay
