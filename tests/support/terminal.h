#pragma once

#include <string>
#include <vector>

namespace test_support {

struct TerminalResult {
    int exit_code;
    std::string output;  // as the terminal got it: lines end with \r\n
};

// Runs a program to its end with a pseudo terminal as stdin, stdout and stderr. Throws
// std::system_error if there is none.
TerminalResult runOnTerminal(std::vector<std::string> command);

}  // namespace test_support
