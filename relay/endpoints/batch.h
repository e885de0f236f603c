#pragma once

#include "endpoints/batch_request.h"
#include "endpoints/endpoint.h"

namespace relay {

// A POST with events: takes the steps of a BatchRequest, then counts what came of it.
class BatchEndpoint : public Endpoint {
public:
    // Keeps the reference.
    BatchEndpoint(const BatchServices& services, const CaptureRoute& route)
        : services_(services), route_(route) {}

    http::Reply answer(const http::Request& request, http::RequestBody& body) override;

private:
    const BatchServices& services_;
    const CaptureRoute route_;
};

}  // namespace relay
