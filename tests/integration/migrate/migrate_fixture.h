#pragma once

#include "clickhouse/client.h"
#include "config/config.h"
#include "support/embedded_clickhouse.h"
#include "upkeep/migrate/migrator.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

using Lines = std::vector<std::string>;

// A real engine with an empty folder of SQL files.
class MigrateFixture {
public:
    MigrateFixture() {
        std::string name = (std::filesystem::temp_directory_path() / "migrate_XXXXXX").string();
        sql_root = mkdtemp(name.data());
        config.normalizer = relay::NormalizerKind::kSql;  // the engine has no executable functions
        for (const auto* folder :
             {"sql/normalizer",
              "sql/identity",
              "migrations",
              "sql/tables",
              "sql/views",
              "sql/functions"}) {
            std::filesystem::create_directories(sql_root / folder);
        }
        config.clickhouse.url = engine.url();
        config.clickhouse.database = "migrated";
    }

    ~MigrateFixture() { std::filesystem::remove_all(sql_root); }

    MigrateFixture(const MigrateFixture&) = delete;
    MigrateFixture& operator=(const MigrateFixture&) = delete;

    void write(const std::string& name, std::string_view text) const {
        std::filesystem::create_directories((sql_root / name).parent_path());
        std::ofstream(sql_root / name) << text;
    }

    // The lines of progress, and last the error if there was one.
    Lines migrate() const {
        relay::ClickHouseClient client(config.clickhouse);
        Lines lines;
        relay::Migrator migrator(client, config, [&](std::string_view line) {
            lines.emplace_back(line);
        });
        if (const auto result = migrator.run(sql_root); !result) {
            lines.push_back(result.error());
        }
        return lines;
    }

    // The reply, or the error's text.
    std::string query(std::string_view sql) const {
        relay::ClickHouseClient client(config.clickhouse);
        relay::ClickHouseRequest request;
        request.query = sql;
        const auto reply = client.execute(request);
        return reply ? *reply : reply.error().message;
    }

    test_support::EmbeddedClickHouse engine;
    std::filesystem::path sql_root;
    relay::Config config;
};
