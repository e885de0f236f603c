#pragma once

#include "clickhouse/client.h"
#include "config/config.h"
#include "upkeep/migrate/deployment.h"
#include "upkeep/migrate/migration_plan.h"
#include "upkeep/migrate/schema_migrations.h"

#include <tl/expected.hpp>

#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace relay {

// Brings the database up to date. Statements are idempotent, and a file is recorded only after its
// last one, so
// - a file that failed is run again from its start once it is fixed, and that continues where it
// stopped;
// - two migrators at once may run the same statements twice and record the same file twice, which
// changes nothing, unless one of them is killed in a file that the other one has ended: one at a
// time is safer.
class Migrator {
public:
    using Progress = std::function<void(std::string_view line)>;

    // No statement may take longer than `timeout`.
    Migrator(
        ClickHouseClient& client,
        const Config& config,
        Progress progress,
        std::chrono::milliseconds timeout = std::chrono::minutes(10)
    );

    // The number of files that are now in force, or one line on what is wrong: file, line,
    // statement, message. No file is applied when one of them is at fault, or an executable
    // function that the views will call.
    tl::expected<std::size_t, std::string> run(const std::filesystem::path& sql_root);

private:
    tl::expected<void, std::string> checkDeployment();
    tl::expected<void, std::string> checkExecutables();
    tl::expected<void, std::string> applyOnce(const PreparedFile& file);
    tl::expected<void, std::string> apply(const PreparedFile& file);
    tl::expected<void, std::string>
    recordFunctions(const std::vector<PreparedFile>& files, const AppliedFiles& before);
    tl::expected<void, std::string>
    forgetFunctions(const std::vector<PreparedFile>& files, const AppliedFiles& before);
    tl::expected<void, std::string> record(const std::string& name, const std::string& checksum);
    tl::expected<void, std::string>
    runStatement(const PreparedFile& file, const Statement& statement);

    ClickHouseClient& client_;
    std::chrono::milliseconds timeout_;
    SchemaMigrations record_;
    Deployment deployment_;
    PlaceholderValues values_;
    Progress progress_;
};

}  // namespace relay
