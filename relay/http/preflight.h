#pragma once

#include "http/reply.h"
#include "http/request.h"
#include "ingest/access.h"

namespace relay {

// The answer to OPTIONS on a known path: 204 and what a listed origin may send, else 403.
Reply answerPreflight(const Request& request, const AccessPolicy& access);

}  // namespace relay
