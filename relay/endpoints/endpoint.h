#pragma once

#include "http/reply.h"
#include "http/request.h"
#include "http/request_body.h"

namespace relay {

// What answers one route. Called from many threads at once.
class Endpoint {
public:
    Endpoint() = default;
    Endpoint(const Endpoint&) = delete;
    Endpoint& operator=(const Endpoint&) = delete;
    virtual ~Endpoint() = default;

    // The body need not be read; then the connection ends after the reply.
    virtual http::Reply answer(const http::Request& request, http::RequestBody& body) = 0;
};

}  // namespace relay
