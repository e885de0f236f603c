#include "cli/reconcile_command.h"

#include "clickhouse/client.h"
#include "maintain/reconcile.h"
#include "replay/follow_up.h"

#include <iostream>

namespace relay {

int runReconcileCommand(const Config& config) {
    ClickHouseClient client(config.clickhouse);
    Database database(client);
    const Progress tell = [](std::string_view line) { std::cout << line << std::endl; };
    const auto report =
        completeChange(database, tell).and_then([&] { return reconcileAll(database, tell); });
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
