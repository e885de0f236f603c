#include "cli/reconcile_command.h"

#include "clickhouse/client.h"
#include "maintain/reconcile.h"
#include "replay/follow_up.h"

#include <csignal>
#include <cstdlib>
#include <iostream>

namespace relay {

namespace {

constexpr int kEndedBySignal = 128;

// Whatever it ends at, it is run again. The first process of a container has no signals that end
// it, unless it asks for them.
void endAtOnce(int signal) {
    std::_Exit(kEndedBySignal + signal);
}

}  // namespace

int runReconcileCommand(const Config& config) {
    std::signal(SIGINT, endAtOnce);
    std::signal(SIGTERM, endAtOnce);
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
