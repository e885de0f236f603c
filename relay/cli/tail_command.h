#pragma once

#include "cli/command.h"

namespace relay {

// `relay tail`: events as they are stored, a line each on standard output, until a signal; what
// ClickHouse's absence means on standard error.
void addTailCommand(CLI::App& program, Command& chosen);

}  // namespace relay
