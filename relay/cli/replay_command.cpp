#include "cli/replay_command.h"

#include "cli/upkeep_database.h"
#include "replay/load_file.h"
#include "replay/replay.h"

#include <iostream>

namespace relay {

int runReplayCommand(
    const Config& config,
    const std::filesystem::path& sql_root,
    const ReplayOptions& options
) {
    UpkeepDatabase upkeep(config, sql_root);
    const ReplayContext context{
        upkeep.database(),
        [](std::string_view line) { std::cout << line << std::endl; },
        [&upkeep] { return upkeep.isStopped(); }};
    const auto done =
        options.file ? loadFile(context, upkeep.client(), *options.file) : replay(context, options);
    if (!done) {
        std::cerr << "relay: " << done.error() << '\n';
        return 1;
    }
    return 0;
}

}  // namespace relay
