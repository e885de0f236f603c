#pragma once

#include "cli/command.h"

namespace relay {

// `relay person merge A B`: A's person becomes B's, whoever they are.
void addPersonMergeCommand(CLI::App& person, Command& chosen);

}  // namespace relay
