#pragma once

#include "cli/command.h"

namespace relay {

// `relay person split ID [--from TARGET]`: what ID claimed until now counts no more.
void addPersonSplitCommand(CLI::App& person, Command& chosen);

}  // namespace relay
