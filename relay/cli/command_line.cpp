#include "cli/command_line.h"

#include "event_rules/timestamp.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <string_view>

namespace relay {

namespace {

struct CommandName {
    std::string_view name;
    Command command;
};

constexpr std::array<CommandName, 9> kCommands{{
    {"serve", Command::kServe},
    {"migrate", Command::kMigrate},
    {"reconcile", Command::kReconcile},
    {"replay", Command::kReplay},
    {"health", Command::kHealth},
    {"--help", Command::kHelp},
    {"-h", Command::kHelp},
    {"help", Command::kHelp},
    {"--version", Command::kVersion},
}};

std::optional<Command> findCommand(std::string_view name) {
    const auto* const found = std::ranges::find(kCommands, name, &CommandName::name);
    return found == kCommands.end() ? std::nullopt : std::optional(found->command);
}

// Where the text of an option goes; null when it takes no text.
std::optional<std::string>* findText(CommandLine& line, std::string_view option) {
    if (option == "--sql-root") {
        return &line.sql_root;
    }
    if (option == "--api-key") {
        return &line.replay.api_key;
    }
    if (option == "--file") {
        return &line.replay.file;
    }
    return option == "--reason" ? &line.replay.reason : nullptr;
}

// Where the time of an option goes; null when it takes no time.
std::optional<std::int64_t>* findTime(CommandLine& line, std::string_view option) {
    if (option == "--from") {
        return &line.replay.from_us;
    }
    return option == "--to" ? &line.replay.to_us : nullptr;
}

bool* findFlag(CommandLine& line, std::string_view option) {
    if (option == "--dry-run") {
        return &line.replay.dry_run;
    }
    return option == "--rejected" ? &line.replay.rejected : nullptr;
}

// What does not go together; empty when all is well.
std::string findConflict(const CommandLine& line) {
    const auto& replay = line.replay;
    if (line.health == HealthQuestion::kReady && line.command != Command::kHealth) {
        return "--ready belongs to relay health";
    }
    if (line.sql_root && line.command == Command::kHealth) {
        return "--sql-root does not belong to relay health";
    }
    const bool has_range = replay.from_us || replay.to_us;
    if (line.command != Command::kReplay) {
        const bool is_replay = has_range || replay.api_key || replay.file || replay.rejected ||
                               replay.reason || replay.dry_run || replay.slice_rows;
        return is_replay ? "these options belong to relay replay" : "";
    }
    if (int{has_range} + int{replay.file.has_value()} + int{replay.rejected} != 1) {
        return "replay needs one of --from T --to T, --file F and --rejected";
    }
    if (has_range && !(replay.from_us && replay.to_us)) {
        return "--from and --to go together";
    }
    if (has_range && *replay.from_us >= *replay.to_us) {
        return "--from must be earlier than --to";
    }
    if (replay.api_key && !has_range) {
        return "--api-key goes with --from and --to";
    }
    if (replay.reason && !replay.rejected) {
        return "--reason goes with --rejected";
    }
    if (replay.dry_run && replay.file) {
        return "--dry-run goes with --from and --to, or --rejected";
    }
    return replay.slice_rows && replay.file
               ? "--slice-rows goes with --from and --to, or --rejected"
               : "";
}

bool parseSliceRows(std::string_view text, std::optional<std::uint64_t>& rows) {
    std::uint64_t number = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
    rows = number;
    return result.ec == std::errc() && result.ptr == text.data() + text.size() && number > 0;
}

bool takesValue(CommandLine& line, std::string_view option) {
    return findText(line, option) != nullptr || findTime(line, option) != nullptr ||
           option == "--slice-rows";
}

// Empty when the value was taken, else what is wrong with it.
std::string takeValue(CommandLine& line, std::string_view option, const std::string& value) {
    if (auto* const text = findText(line, option)) {
        *text = value;
        return "";
    }
    if (auto* const time = findTime(line, option)) {
        *time = event_rules::parseTimestampText(value);
        return *time
                   ? ""
                   : std::string(option) + " " + value + " is no time; write 2026-01-31T12:00:00Z";
    }
    return parseSliceRows(value, line.replay.slice_rows) ? ""
                                                         : "--slice-rows needs a positive number";
}

}  // namespace

tl::expected<CommandLine, std::string> parseCommandLine(const std::vector<std::string>& arguments) {
    CommandLine line;
    bool has_command = false;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const auto& argument = arguments[i];
        if (takesValue(line, argument)) {
            if (++i == arguments.size()) {
                return tl::make_unexpected(argument + " needs a value");
            }
            if (auto problem = takeValue(line, argument, arguments[i]); !problem.empty()) {
                return tl::make_unexpected(std::move(problem));
            }
            continue;
        }
        if (auto* const flag = findFlag(line, argument)) {
            *flag = true;
            continue;
        }
        if (argument == "--ready") {
            line.health = HealthQuestion::kReady;
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
            line.help_for = has_command ? line.command : Command::kHelp;
            line.command = Command::kHelp;  // also of a command: relay migrate --help
            return line;
        }
        if (has_command) {
            return tl::make_unexpected("one command at a time, not also " + argument);
        }
        line.command = *command;
        has_command = true;
    }
    if (auto conflict = findConflict(line); !conflict.empty()) {
        return tl::make_unexpected(std::move(conflict));
    }
    return line;
}

}  // namespace relay
