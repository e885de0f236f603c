#include "support/catch.h"

#include "migrate_fixture.h"

#include <future>

namespace {

void writeTwoFiles(const MigrateFixture& fixture) {
    fixture.write(
        "migrations/0001_a.sql",
        "-- A table; and a view.\n"
        "CREATE TABLE IF NOT EXISTS {{DATABASE}}.a (text String DEFAULT ';''--', `b;c` UInt8)\n"
        "ENGINE = MergeTree ORDER BY tuple(); /* ; /* nested; */ */\n"
        "INSERT INTO {{DATABASE}}.a SELECT 'it\\'s; # no comment', {{RAW_RETENTION_DAYS}};\n"
    );
    fixture.write(
        "sql/views/v.sql",
        "CREATE OR REPLACE VIEW {{DATABASE}}.v AS SELECT text FROM {{DATABASE}}.a;"
    );
}

}  // namespace

TEST_CASE("migrations and views are applied once, also after a restart") {
    MigrateFixture fixture;
    writeTwoFiles(fixture);
    CHECK(
        fixture.migrate() ==
        Lines{"applied 0001_a.sql", "applied views/v.sql", "up to date: 2 files"}
    );
    CHECK(fixture.query("SELECT * FROM a") == "it\\'s; # no comment\t30\n");
    CHECK(fixture.query("SELECT * FROM v") == "it\\'s; # no comment\n");
    CHECK(fixture.migrate() == Lines{"up to date: 2 files"});
    CHECK(fixture.engine.stop() == 0);
    fixture.engine.restart();
    CHECK(fixture.migrate() == Lines{"up to date: 2 files"});
    CHECK(fixture.query("SELECT count() FROM a") == "1\n");
}

TEST_CASE("what was applied is recorded with time and checksum") {
    MigrateFixture fixture;
    writeTwoFiles(fixture);
    fixture.migrate();
    CHECK(
        fixture.query("SELECT filename, applied_at > now() - 60, match(checksum, '^[0-9a-f]{64}$') "
                      "FROM schema_migrations ORDER BY filename"
        ) == "0001_a.sql\t1\t1\nviews/v.sql\t1\t1\n"
    );
}

TEST_CASE("a changed view is applied again, and so is one whose values changed") {
    MigrateFixture fixture;
    writeTwoFiles(fixture);
    fixture.write(
        "sql/tables/days.sql",
        "CREATE OR REPLACE VIEW {{DATABASE}}.days AS SELECT {{RAW_RETENTION_DAYS}} AS d"
    );
    fixture.migrate();
    fixture.write("sql/views/v.sql", "CREATE OR REPLACE VIEW {{DATABASE}}.v AS SELECT 1 AS one;");
    CHECK(fixture.migrate() == Lines{"applied views/v.sql", "up to date: 3 files"});
    CHECK(fixture.query("SELECT one FROM v") == "1\n");
    fixture.config.raw_retention_days = 7;
    CHECK(fixture.migrate() == Lines{"applied tables/days.sql", "up to date: 3 files"});
    CHECK(fixture.query("SELECT d FROM days") == "7\n");
    CHECK(fixture.migrate() == Lines{"up to date: 3 files"});
}

TEST_CASE("runners at the same time do no harm") {
    MigrateFixture fixture;
    for (const auto* number : {"1", "2", "3", "4", "5", "6"}) {
        const std::string name = std::string("t") + number;
        fixture.write(
            "migrations/000" + std::string(number) + "_" + name + ".sql",
            "CREATE TABLE IF NOT EXISTS {{DATABASE}}." + name +
                " (x UInt8) ENGINE = MergeTree ORDER BY x;\n"
                "CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_" +
                name + " TO {{DATABASE}}." + name +
                " AS SELECT x FROM {{DATABASE}}.t1 WHERE x = " + number + " AND 0;\n"
        );
        fixture.write(
            "sql/views/v" + std::string(number) + ".sql",
            "CREATE OR REPLACE VIEW {{DATABASE}}.v" + std::string(number) + " AS SELECT 1"
        );
    }
    fixture.write("sql/tables/ttl.sql", "ALTER TABLE {{DATABASE}}.t1 MODIFY COMMENT 'kept'");
    std::vector<std::future<Lines>> runners;
    for (int i = 0; i < 4; ++i) {
        runners.push_back(std::async(std::launch::async, [&] { return fixture.migrate(); }));
    }
    for (auto& runner : runners) {
        CHECK(runner.get().back() == "up to date: 13 files");
    }
    CHECK(fixture.query("SELECT uniqExact(filename) FROM schema_migrations") == "13\n");
    CHECK(fixture.migrate() == Lines{"up to date: 13 files"});
}

TEST_CASE("what another runner has applied meanwhile is not applied again") {
    MigrateFixture fixture;
    fixture.write(
        "migrations/0001_a.sql",
        "CREATE VIEW IF NOT EXISTS {{DATABASE}}.v AS SELECT 1;\n"
        "INSERT INTO {{DATABASE}}.schema_migrations SELECT '0002_b.sql', now64(6), 'by another';\n"
    );
    fixture.write("migrations/0002_b.sql", "DROP VIEW {{DATABASE}}.v");
    CHECK(fixture.migrate() == Lines{"applied 0001_a.sql", "up to date: 2 files"});
    CHECK(fixture.query("SELECT count() FROM v") == "1\n");
}

TEST_CASE("a database that was made for one node does not become a cluster") {
    MigrateFixture fixture;
    fixture.write("migrations/0001_a.sql", "CREATE VIEW IF NOT EXISTS {{DATABASE}}.v AS SELECT 1");
    REQUIRE(fixture.migrate().back() == "up to date: 1 files");
    fixture.config.clickhouse.cluster = "main";
    CHECK(
        fixture.migrate() == Lines{"the database migrated was made for one node: a cluster needs "
                                   "another CLICKHOUSE_DATABASE"}
    );
}
