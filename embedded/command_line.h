#pragma once

#include <tl/expected.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace embedded {

struct CommandLine {
    std::string path;
    std::string host = "127.0.0.1";
    std::uint16_t port = 8123;  // 0: any free one
    std::string user_scripts_path;
    std::string functions;  // a glob of executable function XML files
};

// A command line that starts nothing: its text goes to standard output with exit code 0 (help,
// version), to standard error with 2 (wrong usage).
struct Ending {
    int exit_code;
    std::string text;  // whole lines
};

// `arguments` without the program's name.
tl::expected<CommandLine, Ending> parseCommandLine(const std::vector<std::string>& arguments);

}  // namespace embedded
