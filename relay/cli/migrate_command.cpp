#include "cli/migrate_command.h"

#include "clickhouse/client.h"
#include "migrate/migrator.h"

#include <iostream>

namespace relay {

int runMigrateCommand(const Config& config, const std::filesystem::path& sql_root, Log& log) {
    ClickHouseClient client(config.clickhouse);
    Migrator migrator(client, config, [](std::string_view line) {
        std::cout << line << std::endl;
    });
    const auto result = migrator.run(sql_root);
    if (!result) {
        log.error("migration failed", {{"reason", result.error()}});
        return 1;
    }
    return 0;
}

}  // namespace relay
