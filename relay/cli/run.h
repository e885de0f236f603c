#pragma once

#include "config/config.h"

#include <string>
#include <vector>

namespace relay {

// The whole program: `arguments` without the program's name. Returns the exit code: 0 done, 1
// failed, 2 wrong usage.
int run(const std::vector<std::string>& arguments, const EnvironmentLookup& environment);

}  // namespace relay
