#pragma once

#include "cli/command.h"
#include "upkeep/replay/replay_options.h"

namespace relay {

// Declares the options of `relay replay`; parsing them refuses what does not go together.
void addReplayOptions(CLI::App& command, ReplayOptions& options);

// `relay replay`: what changes and the result on standard output, progress on standard error.
void addReplayCommand(CLI::App& program, Command& chosen);

}  // namespace relay
