#pragma once

#include "cli/command.h"

namespace relay {

// `relay health`: asks the relay that serves with the same configuration on this machine whether it
// lives, or with --ready whether it is ready, and answers in one line; the exit code is 0 for yes,
// 1 for no. For containers, which have neither a shell nor curl.
void addHealthCommand(CLI::App& program, Command& chosen);

}  // namespace relay
