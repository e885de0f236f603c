#pragma once

#include "config/config.h"

namespace relay {

// `relay squash`: gives stored events their person for good; progress and result on standard
// output. Returns the exit code: 0, or 1 after a line on standard error.
int runSquashCommand(const Config& config);

}  // namespace relay
