#include "cli/run.h"

#include "cli/command_line.h"

#include <csignal>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iostream>

namespace relay {

namespace {

constexpr int kFailed = 1;
constexpr int kEndedBySignal = 128;

// Every command may be cut short and run again; most wait for the signals themselves. Process 1 of
// a container is ended by no signal that it does not handle.
void endAtOnce(int signal) {
    std::_Exit(kEndedBySignal + signal);
}

std::filesystem::path defaultSqlRoot() {
    return std::filesystem::read_symlink("/proc/self/exe").parent_path() / ".." / "share" / "relay";
}

}  // namespace

int run(const std::vector<std::string>& arguments, const EnvironmentLookup& environment) {
    const auto line = parseCommandLine(arguments);
    if (!line) {
        (line.error().exit_code == 0 ? std::cout : std::cerr) << line.error().text;
        return line.error().exit_code;
    }
    const auto config = loadConfig(environment);
    if (!config) {
        std::cerr << "relay: the configuration is wrong:\n" << config.error() << '\n';
        return kFailed;
    }
    try {
        std::signal(SIGINT, endAtOnce);
        std::signal(SIGTERM, endAtOnce);
        Log log(config->log_level);
        return line->command({*config, line->sql_root ? *line->sql_root : defaultSqlRoot(), log});
    } catch (const std::exception& error) {
        std::cerr << "relay: " << error.what() << '\n';
        return kFailed;
    }
}

}  // namespace relay
