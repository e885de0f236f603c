#pragma once

#include "cli/command.h"

namespace relay {

// `relay person erase`: what goes, and the proof that it is gone, on standard output; progress on
// standard error.
void addPersonEraseCommand(CLI::App& person, Command& chosen);

}  // namespace relay
