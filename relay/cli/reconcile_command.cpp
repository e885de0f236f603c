#include "cli/reconcile_command.h"

#include "cli/upkeep_database.h"
#include "maintain/reconcile.h"
#include "replay/follow_up.h"

#include <iostream>

namespace relay {

int runReconcileCommand(const Config& config, const std::filesystem::path& sql_root) {
    UpkeepDatabase upkeep(config, sql_root);
    const Progress tell = [](std::string_view line) { std::cout << line << std::endl; };
    const auto report = completeReplay(upkeep.database(), tell).and_then([&] {
        return reconcileAll(upkeep.database());
    });
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

}  // namespace relay
