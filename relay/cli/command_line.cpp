#include "cli/command_line.h"

#include <cstddef>

namespace relay {

namespace {

std::optional<Command> findCommand(std::string_view name) {
    if (name == "serve") {
        return Command::kServe;
    }
    if (name == "migrate") {
        return Command::kMigrate;
    }
    if (name == "--help" || name == "-h" || name == "help") {
        return Command::kHelp;
    }
    return name == "--version" ? std::optional(Command::kVersion) : std::nullopt;
}

}  // namespace

tl::expected<CommandLine, std::string> parseCommandLine(const std::vector<std::string>& arguments) {
    CommandLine line;
    bool has_command = false;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const auto& argument = arguments[i];
        if (argument == "--sql-root") {
            if (++i == arguments.size()) {
                return tl::make_unexpected(std::string("--sql-root needs a folder"));
            }
            line.sql_root = arguments[i];
            continue;
        }
        const auto command = findCommand(argument);
        if (!command) {
            const bool is_option = argument.starts_with('-');
            return tl::make_unexpected(
                (is_option ? "unknown option " : "unknown command ") + argument
            );
        }
        if (command == Command::kHelp) {
            line.command = Command::kHelp;  // also of a command: relay migrate --help
            return line;
        }
        if (has_command) {
            return tl::make_unexpected("one command at a time, not also " + argument);
        }
        line.command = *command;
        has_command = true;
    }
    return line;
}

std::string_view helpText() {
    return R"(Usage: relay [COMMAND] [--sql-root DIR]

Commands:
  serve      take events over HTTP and store them in ClickHouse (the default)
  migrate    bring the ClickHouse database up to date, then exit

Options:
  --sql-root DIR   the folder that holds migrations/ and sql/
  --help           this text
  --version        the version

All settings come from environment variables; see the README.
)";
}

}  // namespace relay
