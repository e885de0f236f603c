#pragma once

#include "http/handler.h"

namespace relay {

// GET /health: the process lives. Asks nobody else.
class HealthHandler : public Handler {
public:
    Reply handle(const Request& request, RequestBody& body) override;
};

}  // namespace relay
