#include "endpoints/batch.h"

namespace relay {

http::Reply BatchEndpoint::answer(const http::Request& request, http::RequestBody& body) {
    BatchRequest batch(services_, route_, request, body);
    auto reply = batch.store();
    services_.metrics.countBodyBytes(body.received());
    if (!reply) {
        services_.metrics.countRefusal(reply.error());
        if (reply.error() == Rejection::kUnknownKey) {
            services_.refused_senders.noteKey(batch.key());
        }
        return batch.refusal(reply.error());
    }
    return std::move(*reply);
}

}  // namespace relay
