#pragma once

#include "endpoints/access.h"
#include "http/reply.h"
#include "http/request.h"

namespace relay {

// The answer to OPTIONS on a known path: 204 and what a listed origin may send, else 403.
http::Reply answerPreflight(const http::Request& request, const AccessPolicy& access);

}  // namespace relay
