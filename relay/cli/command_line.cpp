#include "cli/command_line.h"

#include "cli/doctor_command.h"
#include "cli/health_command.h"
#include "cli/migrate_command.h"
#include "cli/person_command.h"
#include "cli/reconcile_command.h"
#include "cli/replay_command.h"
#include "cli/serve_command.h"
#include "cli/tail_command.h"
#include "observe/build_info.h"

#include <CLI/CLI.hpp>

namespace relay {

namespace {

constexpr int kWrongUsage = 2;
constexpr std::size_t kNameColumn = 24;

using Reversed = std::vector<std::string>;  // as CLI11 takes arguments

Ending wrongUsage(const std::string& problem) {
    return {kWrongUsage, "relay: " + problem + "; try relay --help\n"};
}

Ending unknownArgument(const CLI::App& program) {
    const auto argument = program.remaining(true).front();
    if (argument.starts_with('-')) {
        return wrongUsage("unknown option " + argument);
    }
    const bool has_command = !program.get_subcommands().empty();
    return wrongUsage((has_command ? "unexpected argument " : "unknown command ") + argument);
}

// CLI11 puts two blank lines between groups.
std::string helpOf(const CLI::App& program) {
    return CLI::detail::find_and_replace(program.help(), "\n\n\n", "\n\n");
}

// Subcommands take over what is set before they are added.
void describe(CLI::App& program) {
    program.description("Takes events over HTTP and stores them in ClickHouse");
    program.footer("All settings come from environment variables: docs/configuration.md.");
    program.get_formatter()->column_width(kNameColumn);
    program.get_formatter()->label("SUBCOMMAND", "COMMAND");
    program.group("Commands");
    program.set_help_flag("-h,--help", "This text; after a command, what that command does");
    program.set_version_flag(
        "--version",
        "relay " + std::string(buildVersion()) + " (" + std::string(buildCommit()) + ")",
        "The version"
    );
    program.require_subcommand(0, 1);
    program.fallthrough();
}

}  // namespace

tl::expected<CommandLine, Ending> parseCommandLine(const std::vector<std::string>& arguments) {
    CommandLine line;
    CLI::App program("", "relay");
    describe(program);
    program
        .add_option(
            "--sql-root", line.sql_root, "The folder of migrations/ and sql/ (../share/relay)"
        )
        ->type_name("DIR");
    addServeCommand(program, line.command);
    addMigrateCommand(program, line.command);
    addReconcileCommand(program, line.command);
    addReplayCommand(program, line.command);
    addPersonCommand(program, line.command);
    addTailCommand(program, line.command);
    addDoctorCommand(program, line.command);
    addHealthCommand(program, line.command);
    try {
        program.parse(Reversed(arguments.rbegin(), arguments.rend()));
    } catch (const CLI::CallForHelp&) {
        return tl::unexpected(Ending{0, helpOf(program)});
    } catch (const CLI::CallForVersion& version) {
        return tl::unexpected(Ending{0, std::string(version.what()) + "\n"});
    } catch (const CLI::ExtrasError&) {
        return tl::unexpected(unknownArgument(program));
    } catch (const CLI::ParseError& error) {
        return tl::unexpected(wrongUsage(error.what()));
    }
    if (!line.command) {
        return tl::unexpected(Ending{kWrongUsage, helpOf(program)});
    }
    return line;
}

}  // namespace relay
