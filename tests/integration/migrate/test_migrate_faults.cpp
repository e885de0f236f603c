#include "support/catch.h"

#include "migrate_fixture.h"

#include "cli/migrate_command.h"

TEST_CASE("an applied migration that changed or went away is refused with its name") {
    MigrateFixture fixture;
    fixture.write("migrations/0001_a.sql", "SELECT 1;");
    fixture.write("migrations/0002_b.sql", "SELECT 2;");
    fixture.migrate();
    fixture.write("migrations/0002_b.sql", "SELECT 2; -- changed");
    CHECK(fixture.migrate() == Lines{"migration 0002_b.sql changed after it was applied"});
    std::filesystem::remove(fixture.sql_root / "migrations/0002_b.sql");
    CHECK(fixture.migrate() == Lines{"migration 0002_b.sql was applied, but its file is missing"});
    fixture.write("migrations/0002_b.sql", "SELECT 2;");
    CHECK(fixture.migrate() == Lines{"up to date: 2 files"});
}

TEST_CASE("a failing statement names file, line and message, and the fixed file continues") {
    MigrateFixture fixture;
    fixture.write("migrations/0001_a.sql", "SELECT 1;");
    fixture.write(
        "migrations/0002_b.sql",
        "CREATE TABLE IF NOT EXISTS {{DATABASE}}.b (x UInt8) ENGINE = MergeTree ORDER BY x;\n"
        "\n"
        "ALTER TABLE {{DATABASE}}.nowhere\n    ADD COLUMN y UInt8;\n"
    );
    fixture.write(
        "migrations/0003_c.sql", "CREATE TABLE {{DATABASE}}.c (x UInt8) ENGINE = Memory;"
    );
    const auto lines = fixture.migrate();
    REQUIRE(lines.size() == 2);
    CHECK(lines[0] == "applied 0001_a.sql");
    CHECK(
        lines[1].starts_with("0002_b.sql:3: ALTER TABLE migrated.nowhere: Code: 60. DB::Exception:")
    );
    CHECK(fixture.query("SELECT filename FROM schema_migrations") == "0001_a.sql\n");
    CHECK(fixture.query("EXISTS TABLE c") == "0\n");

    fixture.write(
        "migrations/0002_b.sql",
        "CREATE TABLE IF NOT EXISTS {{DATABASE}}.b (x UInt8) ENGINE = MergeTree ORDER BY x;\n"
        "ALTER TABLE {{DATABASE}}.b ADD COLUMN IF NOT EXISTS y UInt8;\n"
    );
    CHECK(
        fixture.migrate() ==
        Lines{"applied 0002_b.sql", "applied 0003_c.sql", "up to date: 3 files"}
    );
    CHECK(
        fixture.query(
            "SELECT count() FROM system.columns WHERE database = 'migrated' AND table = 'b'"
        ) == "2\n"
    );
}

TEST_CASE("views have the text of the functions, also after migrations that were cut short") {
    MigrateFixture fixture;
    const auto write = [&](const std::string& answer) {
        fixture.write(
            "sql/normalizer/answer.sql",
            "CREATE OR REPLACE FUNCTION answer AS () -> " + answer + ";"
        );
    };
    const std::string view = "CREATE OR REPLACE VIEW {{DATABASE}}.v AS SELECT answer() AS x;";
    write("1");
    fixture.write("migrations/0001_a.sql", "SELECT 1;");
    fixture.write("sql/views/v.sql", view);
    CHECK(fixture.migrate().back() == "up to date: 3 files");
    CHECK(fixture.query("SELECT x FROM v") == "1\n");

    write("2");
    fixture.write("sql/views/a.sql", "SELECT throwIf(1);");
    CHECK(fixture.migrate().back().starts_with("views/a.sql:1: "));
    std::filesystem::remove(fixture.sql_root / "sql/views/a.sql");
    CHECK(fixture.migrate().back() == "up to date: 3 files");
    CHECK(fixture.query("SELECT x FROM v") == "2\n");

    // Back to the version before, after one that applied the view and then was cut short.
    write("3");
    fixture.write("sql/views/w.sql", "SELECT throwIf(1);");
    CHECK(fixture.migrate().back().starts_with("views/w.sql:1: "));
    CHECK(fixture.query("SELECT x FROM v") == "3\n");
    std::filesystem::remove(fixture.sql_root / "sql/views/w.sql");
    write("2");
    CHECK(fixture.migrate().back() == "up to date: 3 files");
    CHECK(fixture.query("SELECT x FROM v") == "2\n");
}

TEST_CASE("a file at fault stops the migration before anything is sent") {
    MigrateFixture fixture;
    fixture.write(
        "migrations/0001_a.sql", "CREATE TABLE {{DATABASE}}.a (x UInt8) ENGINE = Memory;"
    );
    fixture.write("migrations/0002_b.sql", "SELECT 1;\nSELECT {{NOPE}};");
    CHECK(fixture.migrate() == Lines{"0002_b.sql:2: unknown placeholder {{NOPE}}"});
    fixture.write("migrations/0002_b.sql", "SELECT 1;\nSELECT '");
    CHECK(fixture.migrate() == Lines{"0002_b.sql:2: a quote that begins here is not closed"});
    std::filesystem::remove(fixture.sql_root / "migrations/0002_b.sql");
    fixture.write("migrations/0003_b.sql", "SELECT 1");
    CHECK(fixture.migrate() == Lines{"migration 0003_b.sql leaves a gap after 0001_a.sql"});
    fixture.config.clickhouse.database = "default";
    CHECK(fixture.query("SELECT count() FROM system.databases WHERE name = 'migrated'") == "0\n");
}

TEST_CASE("the command exits with 0 or 1") {
    MigrateFixture fixture;
    relay::Log log(relay::LogLevel::kSilent);
    const relay::CommandContext context{fixture.config, fixture.sql_root, log};
    CHECK(relay::runMigrateCommand(context) == 1);
    fixture.write("migrations/0001_a.sql", "SELECT 1;");
    CHECK(relay::runMigrateCommand(context) == 0);
    fixture.engine.stop();
    CHECK(relay::runMigrateCommand(context) == 1);
}
