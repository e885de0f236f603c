#include "cli/replay_command.h"

#include "cli/shutdown_signal.h"
#include "clickhouse/client.h"
#include "replay/load_file.h"
#include "replay/replay.h"

#include <chrono>
#include <iostream>

namespace relay {

int runReplayCommand(const Config& config, const ReplayOptions& options) {
    ShutdownSignal shutdown;
    ClickHouseClient client(config.clickhouse);
    Database database(client, [&shutdown](std::chrono::milliseconds time) {
        return !shutdown.waitFor(time);
    });
    const ReplayContext context{
        database,
        [](std::string_view line) { std::cout << line << std::endl; },
        [&shutdown] { return shutdown.waitFor(std::chrono::milliseconds(0)); }};
    const auto done =
        options.file ? loadFile(context, client, *options.file) : replay(context, options);
    if (!done) {
        std::cerr << "relay: " << done.error() << '\n';
        return 1;
    }
    return 0;
}

}  // namespace relay
