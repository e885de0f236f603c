#include "cli/reconcile_command.h"

#include "cli/upkeep_database.h"
#include "upkeep/reconcile/reconcile.h"
#include "upkeep/replay/complete_raw.h"
#include "upkeep/replay/follow_up.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace relay {

namespace {

int runReconcileCommand(const CommandContext& context) {
    UpkeepDatabase upkeep(context.config, context.sql_root);
    const Progress tell = [](std::string_view line) { std::cout << line << std::endl; };
    const auto report = completeReplay(upkeep.database(), tell)
                            .and_then([&] { return completeRaw(upkeep.database(), tell); })
                            .and_then([&] { return reconcileAll(upkeep.database()); });
    if (!report) {
        std::cerr << "relay: not reconciled: " << report.error() << '\n';
        return 1;
    }
    std::cout << report->ids << " ids resolved, " << report->changed_ids << " of them changed; "
              << report->folded_persons << " persons folded\n";
    for (const auto& [verdict, count] : report->claims) {
        std::cout << "claims " << verdict << ": " << count << '\n';
    }
    return 0;
}

}  // namespace

void addReconcileCommand(CLI::App& program, Command& chosen) {
    program.add_subcommand("reconcile", "Decide again whose each id is, and say what changed")
        ->footer(
            R"(Decides again whose each id is, from all claims, makes all persons again, and
says what that changed. ClickHouse does both by itself for whatever is new; this
is for after a restore, or to make sure. Inserts go on meanwhile. May be stopped
and repeated at any time.)"
        )
        ->callback([&chosen] { chosen = runReconcileCommand; });
}

}  // namespace relay
