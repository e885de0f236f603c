#pragma once

#include <tl/expected.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace relay {

enum class Command : std::uint8_t { kServe, kMigrate, kHelp, kVersion };

struct CommandLine {
    Command command = Command::kServe;
    std::optional<std::string> sql_root;  // the folder that holds migrations/ and sql/
};

// `arguments` without the program's name. Error: what is wrong, in one line.
tl::expected<CommandLine, std::string> parseCommandLine(const std::vector<std::string>& arguments);

std::string_view helpText();

}  // namespace relay
