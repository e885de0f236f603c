#include "cli/squash_command.h"

#include "clickhouse/client.h"
#include "maintain/squash.h"

#include <iostream>

namespace relay {

int runSquashCommand(const Config& config) {
    ClickHouseClient client(config.clickhouse);
    Database database(client);
    const auto report =
        squash(database, [](std::string_view line) { std::cout << line << std::endl; });
    if (!report) {
        std::cerr << "relay: not squashed to the end: " << report.error()
                  << "; then run it again\n";
        return 1;
    }
    std::cout << report->rewritten_events << " events rewritten, " << report->removed_copies
              << " later copies removed; overrides: " << report->overrides_before << " before, "
              << report->overrides_after << " after\n";
    return 0;
}

}  // namespace relay
