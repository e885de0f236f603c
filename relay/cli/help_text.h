#pragma once

#include "cli/command_line.h"

#include <string_view>

namespace relay {

// What --help prints after a command; the general help for what is no command of its own.
std::string_view helpText(Command command);

}  // namespace relay
