#pragma once

#include "config/config.h"

#include <filesystem>

namespace relay {

// `relay reconcile`: what all claims say, once more; what that changed on standard output, progress
// on standard error. Returns the exit code: 0, or 1 after a line on standard error.
int runReconcileCommand(const Config& config, const std::filesystem::path& sql_root);

}  // namespace relay
