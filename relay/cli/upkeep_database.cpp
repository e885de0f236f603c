#include "cli/upkeep_database.h"

#include "upkeep/migrate/deployment.h"

namespace relay {

UpkeepDatabase::UpkeepDatabase(const Config& config, const std::filesystem::path& sql_root)
    : client_(config.clickhouse),
      database_(
          client_,
          ScriptFolder(sql_root, deploymentOf(config)),
          [this](std::chrono::milliseconds time) { return !shutdown_.waitFor(time); }
      ) {}

}  // namespace relay
