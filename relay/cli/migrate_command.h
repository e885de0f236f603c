#pragma once

#include "cli/command.h"

namespace relay {

// `relay migrate`.
void addMigrateCommand(CLI::App& program, Command& chosen);

// What it and MIGRATE_ON_START do: brings the database up to date with the files under `sql_root`
// and tells each step on standard output. Returns the exit code: 0, or 1 after an ERROR line on
// what is wrong.
int runMigrateCommand(const CommandContext& context);

}  // namespace relay
