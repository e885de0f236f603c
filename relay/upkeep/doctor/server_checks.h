#pragma once

#include "clickhouse/client.h"
#include "config/config.h"
#include "upkeep/doctor/finding.h"
#include "upkeep/migrate/deployment.h"
#include "upkeep/scripts/script_query.h"

#include <tl/expected.hpp>

#include <chrono>
#include <filesystem>
#include <functional>

namespace relay {

// What ClickHouse is asked about itself and what the relay needs there.
class ServerChecks {
public:
    // Keeps the references.
    ServerChecks(
        ClickHouseClient& client,
        const Config& config,
        const std::filesystem::path& sql_root,
        std::chrono::milliseconds timeout
    );

    // Tells one finding for each check, up to one that leaves no sense in the others. True: the
    // server can take events.
    bool
    run(const std::function<void(const Finding&)>& tell, const std::function<bool()>& is_stopped);

private:
    using Answer = tl::expected<Finding, ClickHouseError>;

    Answer checkUser();
    Answer checkVersion();
    Answer checkGrants();
    Answer checkClock();
    Answer checkDisks();
    Answer checkParts();
    Answer checkFunctions();
    Answer checkMigrations();

    ClickHouseClient& client_;
    const Config& config_;
    const std::filesystem::path& sql_root_;
    const Deployment deployment_;
    const std::chrono::milliseconds timeout_;
    ScriptQuery query_;
};

}  // namespace relay
