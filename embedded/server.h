#pragma once

#include "authentication.h"
#include "command_line.h"

namespace embedded {

// Opens the engine, serves until SIGTERM or SIGINT, drains and closes. Prints one line with the URL
// once it is ready. Throws std::exception with one line when it cannot start. The process's exit
// code.
int serve(const CommandLine& line, const Credentials& account);

}  // namespace embedded
