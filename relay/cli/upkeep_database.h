#pragma once

#include "cli/shutdown_signal.h"
#include "clickhouse/client.h"
#include "config/config.h"
#include "upkeep/scripts/database.h"

#include <chrono>
#include <filesystem>

namespace relay {

// What the commands of upkeep work with: the database, the files under `sql_root`, and the signals
// that end them between statements.
class UpkeepDatabase {
public:
    UpkeepDatabase(const Config& config, const std::filesystem::path& sql_root);
    UpkeepDatabase(const UpkeepDatabase&) = delete;
    UpkeepDatabase& operator=(const UpkeepDatabase&) = delete;

    Database& database() { return database_; }

    ClickHouseClient& client() { return client_; }

    bool isStopped() { return shutdown_.waitFor(std::chrono::milliseconds(0)); }

private:
    ShutdownSignal shutdown_;
    ClickHouseClient client_;
    Database database_;
};

}  // namespace relay
