#pragma once

#include "clickhouse/client.h"
#include "upkeep/migrate/deployment.h"

#include <filesystem>
#include <optional>
#include <string>

namespace relay {

struct Missing {
    std::string text;
    bool passes = false;  // by itself, as an outage does; else somebody has to do something
};

// Asks ClickHouse whether the relay can do its work: it answers, every migration is applied, and
// this normalizer answers with the version the relay was built with. Returns what is missing, or
// nothing.
std::optional<Missing> findMissing(
    ClickHouseClient& client,
    const std::filesystem::path& sql_root,
    const Deployment& deployment
);

}  // namespace relay
