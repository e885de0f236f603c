#pragma once

#include "config/config.h"
#include "observe/log.h"

#include <filesystem>
#include <functional>

namespace CLI {  // NOLINT(readability-identifier-naming): the library's name
class App;
}  // namespace CLI

namespace relay {

// What every command works with.
struct CommandContext {
    const Config& config;
    std::filesystem::path sql_root;  // the folder that holds migrations/ and sql/
    Log& log;
};

// Does the work of a subcommand. Returns the exit code: 0 done, 1 failed and told so.
using Command = std::function<int(const CommandContext&)>;

}  // namespace relay
