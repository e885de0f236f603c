#pragma once

#include <tl/expected.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace embedded {

struct CommandLine {
    std::string path;
    std::string host = "127.0.0.1";
    std::uint16_t port = 8123;  // 0: any free one
    std::string user_scripts_path;
    std::string functions;  // a glob of executable function XML files
    bool help = false;
    bool version = false;
};

// `arguments` without the program's name. The error is one line for stderr.
tl::expected<CommandLine, std::string> parseCommandLine(const std::vector<std::string>& arguments);

std::string_view usage();

}  // namespace embedded
