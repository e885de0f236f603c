#pragma once

#include "clickhouse/client.h"
#include "upkeep/migrate/deployment.h"

#include <filesystem>
#include <optional>
#include <string>

namespace relay {

// Asks ClickHouse whether the relay can do its work: it answers, every migration is applied, and
// this normalizer answers with the version the relay was built with. Returns what is missing, or
// nothing.
std::optional<std::string> findMissing(
    ClickHouseClient& client,
    const std::filesystem::path& sql_root,
    const Deployment& deployment
);

}  // namespace relay
