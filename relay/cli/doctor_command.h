#pragma once

#include "cli/command.h"

namespace relay {

// `relay doctor`: checks everything from the configuration to a stored event, a line each on
// standard output with what to do where it is not right. The exit code is 0 when nothing is wrong,
// else 1.
void addDoctorCommand(CLI::App& program, Command& chosen);

}  // namespace relay
