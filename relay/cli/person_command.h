#pragma once

#include "cli/command.h"

namespace relay {

// `relay person`: `explain ID`, why so many ids are one person, on standard output; `merge`,
// `split` and `erase`.
void addPersonCommand(CLI::App& program, Command& chosen);

}  // namespace relay
