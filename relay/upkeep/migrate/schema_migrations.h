#pragma once

#include "clickhouse/client.h"
#include "upkeep/migrate/deployment.h"
#include "upkeep/migrate/migration_plan.h"

#include <tl/expected.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace relay {

// What is sent before all SQL files: makes the database and the record, where they are missing.
std::vector<std::string> recordStatements(const Deployment& deployment);

// The record of what was applied: {{DATABASE}}.schema_migrations. A file recorded twice, as two
// runners at once do, counts as recorded once: readers take the latest row of each file name.
class SchemaMigrations {
public:
    SchemaMigrations(ClickHouseClient& client, std::chrono::milliseconds timeout)
        : client_(client), timeout_(timeout) {}

    // The engine of the table; empty when it is missing.
    tl::expected<std::string, ClickHouseError> findEngine(const Deployment& deployment);

    // Sends recordStatements().
    tl::expected<void, ClickHouseError> create(const Deployment& deployment);
    tl::expected<AppliedFiles, ClickHouseError> read();
    tl::expected<void, ClickHouseError>
    record(const std::string& filename, const std::string& checksum);

private:
    ClickHouseClient& client_;
    std::chrono::milliseconds timeout_;
};

}  // namespace relay
