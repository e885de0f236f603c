#include "cli/migrate_command.h"

#include "clickhouse/client.h"
#include "upkeep/migrate/migrator.h"

#include <CLI/CLI.hpp>

#include <iostream>

namespace relay {

void addMigrateCommand(CLI::App& program, Command& chosen) {
    program.add_subcommand("migrate", "Bring the ClickHouse database up to date, then exit")
        ->footer(
            R"(Creates the database CLICKHOUSE_DATABASE, or brings it up to date: applies the
files of migrations/ and sql/ that it does not have yet, in order, and names
each one; --sql-root DIR tells where they are. Running relays go on meanwhile.
After a failure or a kill, run it again.)"
        )
        ->callback([&chosen] { chosen = runMigrateCommand; });
}

int runMigrateCommand(const CommandContext& context) {
    ClickHouseClient client(context.config.clickhouse);
    Migrator migrator(client, context.config, [](std::string_view line) {
        std::cout << line << std::endl;
    });
    const auto result = migrator.run(context.sql_root);
    if (!result) {
        context.log.error("migration failed", {{"reason", result.error()}});
        return 1;
    }
    return 0;
}

}  // namespace relay
