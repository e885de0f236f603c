#pragma once

#include "endpoints/batch_request.h"
#include "endpoints/endpoint.h"

#include <utility>

namespace relay {

// POST /batch/: the checks of design §5 in their order, then one commit; counts what came of it.
class BatchEndpoint : public Endpoint {
public:
    explicit BatchEndpoint(BatchServices services) : services_(std::move(services)) {}

    http::Reply answer(const http::Request& request, http::RequestBody& body) override;

private:
    const BatchServices services_;
};

}  // namespace relay
