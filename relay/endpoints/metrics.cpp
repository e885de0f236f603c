#include "endpoints/metrics.h"

namespace relay {

http::Reply MetricsEndpoint::answer(const http::Request& /*request*/, http::RequestBody& /*body*/) {
    http::Reply reply;
    reply.content_type = "text/plain; version=0.0.4; charset=utf-8";
    reply.body = metrics_.expose(load_());
    return reply;
}

}  // namespace relay
