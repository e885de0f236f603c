#include "cli/doctor_command.h"

#include "cli/shutdown_signal.h"
#include "upkeep/doctor/doctor.h"
#include "upkeep/doctor/report.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <optional>
#include <string>

namespace relay {

namespace {

struct DoctorOptions {
    std::optional<std::string> origin;
    bool is_json = false;
};

int runDoctorCommand(const CommandContext& context, const DoctorOptions& options) {
    ShutdownSignal shutdown;
    const auto is_stopped = [&shutdown] { return shutdown.waitFor(std::chrono::milliseconds(0)); };
    DoctorReport report(std::cout, Terminal::standardOutput(), options.is_json);
    examine(
        {context.config,
         context.sql_root,
         context.log,
         options.origin,
         [&report](const Finding& finding) { report.tell(finding); },
         is_stopped}
    );
    if (is_stopped()) {
        std::cerr << "relay: stopped; the checks are not complete\n";
        return 1;
    }
    report.summarize();
    return report.isAllRight() ? 0 : 1;
}

}  // namespace

void addDoctorCommand(CLI::App& program, Command& chosen) {
    const auto options = std::make_shared<DoctorOptions>();
    auto* const command =
        program.add_subcommand("doctor", "Check all from the configuration to a stored event");
    command->add_option("--origin", options->origin, "Would pages of this origin be accepted?")
        ->option_text("URL");
    command->add_flag("--json", options->is_json, "A JSON object for each check");
    command
        ->footer(
            R"(Run it with the environment of the relay; CLICKHOUSE_* alone will do. Checks the
settings, the way to ClickHouse, user and grants, version, clock, disk, parts,
functions and migrations. Then sends an event through the relay's own routes
into a database of its own, CLICKHOUSE_DATABASE with _doctor_ and some digits at
its end, and removes that. Says what to do about what is wrong, and exits with 1
then, else with 0. --sql-root DIR tells where migrations/ and sql/ are.)"
        )
        ->callback([&chosen, options] {
            chosen = [options](const CommandContext& context) {
                return runDoctorCommand(context, *options);
            };
        });
}

}  // namespace relay
