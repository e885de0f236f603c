#pragma once

#include "config/config.h"
#include "replay/replay_options.h"

#include <filesystem>

namespace relay {

// `relay replay`: what changes and the result on standard output, progress on standard error.
// Returns the exit code: 0, or 1 after a line on standard error.
int runReplayCommand(
    const Config& config,
    const std::filesystem::path& sql_root,
    const ReplayOptions& options
);

}  // namespace relay
