#include "golden_objects.h"
#include "support/catch.h"

#include "clickhouse/client.h"
#include "config/config.h"
#include "support/embedded_clickhouse.h"
#include "upkeep/migrate/migration_plan.h"
#include "upkeep/migrate/migrator.h"
#include "upkeep/migrate/schema_migrations.h"

#include <string>

// The SQL files of this repository before the engine. tests/golden-schema shows them.
namespace {

using relay::NormalizerKind;

std::string queryOf(const std::string& url, std::string_view sql) {
    relay::ClickHouseConfig config;
    config.url = url;
    relay::ClickHouseClient client(config);
    relay::ClickHouseRequest request;
    request.query = sql;
    request.use_database = false;
    const auto reply = client.execute(request);
    return reply ? *reply : reply.error().message;
}

}  // namespace

TEST_CASE("a fresh engine has the objects of the golden schema, and no others") {
    const test_support::EmbeddedClickHouse engine(
        {.user_scripts_path = PROGRAMS, .functions = SQL_ROOT "/udf/functions/*.xml"}
    );
    relay::Config config;
    config.clickhouse.url = engine.url();
    relay::ClickHouseClient client(config.clickhouse);
    const auto migrated = relay::Migrator(client, config, [](std::string_view) {}).run(SQL_ROOT);
    CHECK((migrated ? std::string() : migrated.error()) == "");
    CHECK(
        queryOf(
            engine.url(),
            "SELECT name FROM system.tables WHERE database = 'product_analytics' ORDER BY name"
        ) == migrate_test::goldenObjects()
    );
}

// There is no Keeper here, so nothing is executed.
TEST_CASE("ClickHouse parses every statement for a cluster, with either normalizer") {
    const test_support::EmbeddedClickHouse engine;
    const auto isParsed = [&engine](const std::string& statement) {
        return queryOf(engine.url(), "EXPLAIN AST " + statement).find("Exception") ==
               std::string::npos;
    };
    CHECK_FALSE(isParsed("CREATE TABL t (x UInt8) ENGINE = Null"));
    const auto normalizer = GENERATE(NormalizerKind::kUdf, NormalizerKind::kSql);
    const relay::Deployment deployment{"product_analytics", "main", normalizer};
    auto statements = relay::recordStatements(deployment);
    const auto files = relay::readSqlFiles(SQL_ROOT, deployment).value();
    const auto prepared = relay::prepareFiles(files, placeholderValues(deployment)).value();
    for (const auto& file : prepared) {
        for (const auto& statement : file.statements) {
            statements.push_back(statement.text);
        }
    }
    CHECK(statements.size() > 30);
    for (const auto& statement : statements) {
        CAPTURE(statement);
        CHECK(isParsed(statement));
    }
}
