#include "http/metrics_handler.h"

namespace relay {

Reply MetricsHandler::handle(const Request& /*request*/, RequestBody& /*body*/) {
    Reply reply;
    reply.content_type = "text/plain; version=0.0.4; charset=utf-8";
    reply.body = metrics_.expose(load_());
    return reply;
}

}  // namespace relay
