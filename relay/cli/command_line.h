#pragma once

#include "cli/command.h"

#include <tl/expected.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace relay {

struct CommandLine {
    Command command;
    std::optional<std::filesystem::path> sql_root;
};

// A command line that asks for no work: its text goes to standard output with exit code 0 (help,
// version), to standard error with 2 (wrong usage).
struct Ending {
    int exit_code;
    std::string text;  // whole lines
};

// `arguments` without the program's name.
tl::expected<CommandLine, Ending> parseCommandLine(const std::vector<std::string>& arguments);

}  // namespace relay
