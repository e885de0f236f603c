#pragma once

#include "cli/command.h"

namespace relay {

// `relay serve`: serves until SIGINT or SIGTERM, then drains. Throws std::runtime_error if the port
// cannot be had.
void addServeCommand(CLI::App& program, Command& chosen);

}  // namespace relay
