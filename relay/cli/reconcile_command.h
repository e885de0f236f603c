#pragma once

#include "cli/command.h"

namespace relay {

// `relay reconcile`: decides about all ids again; what that changed on standard output, progress on
// standard error.
void addReconcileCommand(CLI::App& program, Command& chosen);

}  // namespace relay
