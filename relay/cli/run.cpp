#include "cli/run.h"

#include "cli/command_line.h"
#include "cli/health_command.h"
#include "cli/help_text.h"
#include "cli/migrate_command.h"
#include "cli/reconcile_command.h"
#include "cli/replay_command.h"
#include "cli/serve_command.h"
#include "observe/build_info.h"
#include "observe/log.h"

#include <csignal>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iostream>

namespace relay {

namespace {

constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;
constexpr int kEndedBySignal = 128;

// Every command may be cut short and run again; most wait for the signals themselves.
// The first process of a container has none that end it, unless it asks for them.
void endAtOnce(int signal) {
    std::_Exit(kEndedBySignal + signal);
}

std::filesystem::path defaultSqlRoot() {
    return std::filesystem::read_symlink("/proc/self/exe").parent_path() / ".." / "share" / "relay";
}

// The raw events of a cluster are spread over its shards, and a replay reads those of one node.
bool needsOneNode(Command command) {
    return command == Command::kReplay;
}

int runWithConfig(const CommandLine& line, const Config& config) {
    std::signal(SIGINT, endAtOnce);
    std::signal(SIGTERM, endAtOnce);
    Log log(config.log_level);
    const auto sql_root = line.sql_root ? std::filesystem::path(*line.sql_root) : defaultSqlRoot();
    switch (line.command) {
        case Command::kMigrate:
            return runMigrateCommand(config, sql_root, log);
        case Command::kReconcile:
            return runReconcileCommand(config, sql_root);
        case Command::kReplay:
            return runReplayCommand(config, sql_root, line.replay);
        case Command::kHealth:
            return runHealthCommand(config, line.health);
        default:
            return runServeCommand(config, sql_root, log);
    }
}

}  // namespace

int run(const std::vector<std::string>& arguments, const EnvironmentLookup& environment) {
    const auto line = parseCommandLine(arguments);
    if (!line) {
        std::cerr << "relay: " << line.error() << "; try relay --help\n";
        return kWrongUsage;
    }
    if (line->command == Command::kHelp) {
        std::cout << helpText(line->help_for);
        return 0;
    }
    if (line->command == Command::kVersion) {
        std::cout << "relay " << buildVersion() << " (" << buildCommit() << ")\n";
        return 0;
    }
    const auto config = loadConfig(environment);
    if (!config) {
        std::cerr << "relay: the configuration is wrong:\n" << config.error() << '\n';
        return kFailed;
    }
    if (needsOneNode(line->command) && !config->clickhouse.cluster.empty()) {
        std::cerr << "relay: this command works on one node, and CLICKHOUSE_CLUSTER is set\n";
        return kFailed;
    }
    try {
        return runWithConfig(*line, *config);
    } catch (const std::exception& error) {
        std::cerr << "relay: " << error.what() << '\n';
        return kFailed;
    }
}

}  // namespace relay
