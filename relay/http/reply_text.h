#pragma once

#include "http/reply.h"

#include <string>

namespace relay {

// A reply as it goes over the wire. An answer to HEAD has the length of its body, not the body.
std::string serialize(const Reply& reply, bool is_head_request, bool stays_open);

}  // namespace relay
