#pragma once

#include "http/error.h"
#include "http/exchange.h"
#include "http/reply.h"
#include "http/request.h"

namespace http {

// What a server serves. Called from many threads at once.
class Application {
public:
    Application() = default;
    Application(const Application&) = delete;
    Application& operator=(const Application&) = delete;
    virtual ~Application() = default;

    // Answers one request, by exactly one call of `send` or `stream` of the exchange. A
    // Poco::Exception of those may pass: the client has gone.
    virtual void answer(Exchange& exchange) = 0;

    // Whether to answer this one, too, while there are too many connections.
    [[nodiscard]] virtual bool isVital(const Request& /*request*/) const { return false; }

    // The reply to what the server itself refuses; `request` holds what could be read of it. The
    // connection ends.
    virtual Reply refuse(Error error, const Request& request) = 0;
};

}  // namespace http
