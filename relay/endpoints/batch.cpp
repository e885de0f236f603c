#include "endpoints/batch.h"

#include "endpoints/refusal.h"

namespace relay {

http::Reply BatchEndpoint::answer(const http::Request& request, http::RequestBody& body) {
    auto reply = BatchRequest(services_, request, body).store();
    services_.metrics.countBodyBytes(body.received());
    if (!reply) {
        services_.metrics.countRefusal(reply.error());
        return makeRefusal(reply.error());
    }
    return std::move(*reply);
}

}  // namespace relay
