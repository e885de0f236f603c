#pragma once

#include "http/reply.h"
#include "http/request.h"

namespace relay {

// The answer to OPTIONS on a known path for a listed origin: 204 and what it may send. Those are
// the headers that the relay reads, and those that the page asks for: tracing puts its own into
// every request, and a refusal would cost the events.
http::Reply answerPreflight(const http::Request& request);

}  // namespace relay
