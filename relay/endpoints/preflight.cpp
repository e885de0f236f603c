#include "endpoints/preflight.h"

#include "endpoints/refusal.h"

namespace relay {

http::Reply answerPreflight(const http::Request& request, const AccessPolicy& access) {
    const auto origin = request.header("origin");
    if (!origin || !access.isListedOrigin(*origin)) {
        return makeRefusal(Rejection::kOriginNotAllowed);
    }
    http::Reply reply;
    reply.status = 204;
    reply.headers.emplace_back("Access-Control-Allow-Methods", "GET, HEAD, POST, OPTIONS");
    reply.headers.emplace_back(
        "Access-Control-Allow-Headers", "authorization, content-encoding, content-type"
    );
    reply.headers.emplace_back("Access-Control-Max-Age", "86400");
    return reply;
}

}  // namespace relay
