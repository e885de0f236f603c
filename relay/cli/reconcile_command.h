#pragma once

#include "config/config.h"

namespace relay {

// `relay reconcile`: all claims from scratch, and what that changed, on standard output. Returns
// the exit code: 0, or 1 after a line on standard error.
int runReconcileCommand(const Config& config);

}  // namespace relay
