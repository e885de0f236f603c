#pragma once

#include "config/config.h"
#include "upkeep/doctor/finding.h"

#include <string>

namespace relay {

// Whether pages of the origin may send events, by the rules of the routes, and if not, what in
// ALLOWED_ORIGINS comes close.
Finding checkOrigin(const Config& config, const std::string& origin);

}  // namespace relay
