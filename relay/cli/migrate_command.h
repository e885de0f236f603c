#pragma once

#include "config/config.h"
#include "observe/log.h"

#include <filesystem>

namespace relay {

// `relay migrate`, and what MIGRATE_ON_START does: brings the database up to date with the files
// under `sql_root` and tells each step on standard output. Returns the exit code: 0, or 1 after an
// ERROR line on what is wrong.
int runMigrateCommand(const Config& config, const std::filesystem::path& sql_root, Log& log);

}  // namespace relay
