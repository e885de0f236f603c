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

// Asks ClickHouse whether the relay can do its work: it answers, every migration is applied, this
// normalizer answers with the version the relay was built with, and raw_events takes rows
// (min_free_disk_bytes_to_perform_insert). Returns what is missing, or nothing.
std::optional<Missing> findMissing(
    ClickHouseClient& client,
    const std::filesystem::path& sql_root,
    const Deployment& deployment
);

}  // namespace relay
