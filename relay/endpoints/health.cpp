#include "endpoints/health.h"

namespace relay {

http::Reply HealthEndpoint::answer(
    const http::Request& /*request*/,
    http::RequestBody& /*body*/
) {
    http::Reply reply;
    reply.body = R"({"ok":true})";
    return reply;
}

}  // namespace relay
