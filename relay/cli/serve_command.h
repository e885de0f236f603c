#pragma once

#include "config/config.h"

#include <filesystem>

namespace relay {

class Log;

// Serves until SIGINT or SIGTERM, then drains. Returns the exit code. Throws std::runtime_error if
// the port cannot be had.
int runServeCommand(const Config& config, const std::filesystem::path& sql_root, Log& log);

}  // namespace relay
