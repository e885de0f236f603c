#include "http/health_handler.h"

namespace relay {

Reply HealthHandler::handle(const Request& /*request*/, RequestBody& /*body*/) {
    Reply reply;
    reply.body = R"({"ok":true})";
    return reply;
}

}  // namespace relay
