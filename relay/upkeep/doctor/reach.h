#pragma once

#include "upkeep/doctor/finding.h"

#include <chrono>
#include <string>

namespace relay {

// Whether the host of CLICKHOUSE_URL has an address and somebody listens there. Says nothing to it.
Finding checkReach(const std::string& url, std::chrono::seconds timeout);

}  // namespace relay
