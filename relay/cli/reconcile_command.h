#pragma once

#include "cli/command.h"

namespace relay {

// `relay reconcile`: what all claims say, once more; what that changed on standard output, progress
// on standard error.
void addReconcileCommand(CLI::App& program, Command& chosen);

}  // namespace relay
