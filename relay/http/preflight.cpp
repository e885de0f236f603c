#include "http/preflight.h"

namespace relay {

Reply answerPreflight(const Request& request, const AccessPolicy& access) {
    const auto origin = request.header("origin");
    if (!origin || !access.isListedOrigin(*origin)) {
        return makeRejectionReply(Rejection::kOriginNotAllowed);
    }
    Reply reply;
    reply.status = 204;
    reply.headers.emplace_back("Access-Control-Allow-Methods", "GET, HEAD, POST, OPTIONS");
    reply.headers.emplace_back(
        "Access-Control-Allow-Headers", "authorization, content-encoding, content-type"
    );
    reply.headers.emplace_back("Access-Control-Max-Age", "86400");
    return reply;
}

}  // namespace relay
