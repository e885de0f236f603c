#pragma once

#include "http/reply.h"
#include "http/request.h"
#include "http/request_body.h"

namespace relay {

// One endpoint. Called from many threads at once.
class Handler {
public:
    Handler() = default;
    Handler(const Handler&) = delete;
    Handler& operator=(const Handler&) = delete;
    virtual ~Handler() = default;

    // The body need not be read; then the connection ends after the reply.
    virtual Reply handle(const Request& request, RequestBody& body) = 0;
};

}  // namespace relay
