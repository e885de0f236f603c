#pragma once

#include "cli/health_command.h"
#include "replay/replay_options.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace relay {

enum class Command : std::uint8_t {
    kServe,
    kMigrate,
    kReconcile,
    kReplay,
    kHealth,
    kHelp,
    kVersion
};

struct CommandLine {
    Command command = Command::kServe;
    Command help_for = Command::kHelp;    // of kHelp: the command that is explained; itself: all
    std::optional<std::string> sql_root;  // the folder that holds migrations/ and sql/
    ReplayOptions replay;
    HealthQuestion health = HealthQuestion::kLives;
};

// `arguments` without the program's name. Error: what is wrong, in one line.
tl::expected<CommandLine, std::string> parseCommandLine(const std::vector<std::string>& arguments);

}  // namespace relay
