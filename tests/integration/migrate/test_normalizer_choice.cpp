#include "golden_objects.h"
#include "support/catch.h"

#include "clickhouse/client.h"
#include "config/config.h"
#include "support/embedded_clickhouse.h"
#include "support/stack.h"
#include "upkeep/migrate/migrator.h"
#include "upkeep/migrate/readiness.h"

#include <Poco/TemporaryFile.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace {

using relay::NormalizerKind;

// The files of this repository, applied to an engine.
class Database {
public:
    explicit Database(const std::string& url) { config_.clickhouse.url = url; }

    // The last line of progress, or the error.
    std::string migrate(NormalizerKind normalizer) {
        config_.normalizer = normalizer;
        relay::ClickHouseClient client(config_.clickhouse);
        std::string last;
        relay::Migrator migrator(client, config_, [&last](std::string_view line) { last = line; });
        const auto result = migrator.run(SQL_ROOT);
        return result ? last : result.error();
    }

    [[nodiscard]] std::string missing() const {
        relay::ClickHouseClient client(config_.clickhouse);
        const auto found = relay::findMissing(client, SQL_ROOT, relay::deploymentOf(config_));
        return found ? found->text : "nothing";
    }

    // The reply, or the error's text.
    [[nodiscard]] std::string query(std::string_view sql) const {
        relay::ClickHouseClient client(config_.clickhouse);
        relay::ClickHouseRequest request;
        request.query = sql;
        const auto reply = client.execute(request);
        return reply ? *reply : reply.error().message;
    }

    // One event that is stored, and one that is rejected.
    [[nodiscard]] std::string insert(const std::string& id) const {
        return query(
            "INSERT INTO raw_events (batch_id, seq, received_at, fallback_uuid, event) VALUES "
            "('fa11bac0-0000-4000-8000-000000000000', 0, now64(6), generateUUIDv4(), "
            "'{\"event\":\"e\",\"distinct_id\":\"" +
            id +
            "\",\"properties\":{\"a\":1}}'), ('fa11bac0-0000-4000-8000-000000000000', 1, now64(6), "
            "generateUUIDv4(), '{\"distinct_id\":\"" +
            id + "\"}')"
        );
    }

private:
    relay::Config config_;
};

const std::string kViewCallsFunction =
    "SELECT match(as_select, '(normalize_event|resolve_identity)_v[0-9]+\\\\(') FROM system.tables "
    "WHERE "
    "database = currentDatabase() AND name IN ('mv_claims_to_person_ids', 'mv_raw_to_normalized') "
    "ORDER BY name";

// One id after the other belongs to the next; the last one is joined to another person.
const std::string kClaims =
    "INSERT INTO raw_events (batch_id, seq, received_at, fallback_uuid, event) SELECT "
    "'fa11bac1-0000-4000-8000-000000000000', number, now64(6), generateUUIDv4(), concat("
    "'{\"event\":\"', if(number = 5, '$merge_dangerously', '$create_alias'), "
    "'\",\"distinct_id\":\"', number + 1, '\",\"properties\":{\"alias\":\"', number, '\"}}') "
    "FROM numbers(1, 5)";

}  // namespace

TEST_CASE("the SQL normalizer needs no executable function, also after a restart") {
    test_support::EmbeddedClickHouse engine;
    Database database(engine.url());
    CHECK(database.migrate(NormalizerKind::kSql).starts_with("up to date"));
    CHECK(
        database.query(
            "SELECT name FROM system.tables WHERE database = currentDatabase() ORDER BY name"
        ) == migrate_test::goldenObjects()
    );
    CHECK(database.missing() == "nothing");
    CHECK(database.insert("first").empty());
    CHECK(engine.stop() == 0);
    engine.restart();
    CHECK(database.missing() == "nothing");
    CHECK(database.insert("second").empty());
    CHECK(
        database.query("SELECT distinct_id, properties FROM event_log ORDER BY inserted_at") ==
        "first\t{\"a\":1}\nsecond\t{\"a\":1}\n"
    );
    CHECK(
        database.query("SELECT reason, count() FROM rejected_events GROUP BY 1") ==
        "missing_event_name\t2\n"
    );
    CHECK(database.query(kClaims).empty());
    CHECK(
        database.query("SELECT groupArray(distinct_id) FROM (SELECT * FROM "
                       "person_distinct_ids WHERE person_id = (SELECT person_id FROM "
                       "person_distinct_ids WHERE distinct_id = '6') ORDER BY distinct_id)"
        ) == "['1','2','3','4','5','6']\n"
    );
    CHECK(database.migrate(NormalizerKind::kUdf).starts_with("normalize_event_v2 does not work: "));
    CHECK(database.query(kViewCallsFunction) == "0\n0\n");
    CHECK(database.migrate(NormalizerKind::kSql).starts_with("up to date"));
    CHECK(database.query("DROP FUNCTION normalize_event_sql_v2").empty());
    CHECK(database.missing() == "normalize_event_sql_v2: ClickHouse answers with code 46");
}

TEST_CASE("a migration changes nothing where a program of the executable functions is missing") {
    namespace fs = std::filesystem;
    Poco::TemporaryFile folder;
    folder.createDirectories();
    const auto migrated = [&folder] {
        const test_support::EmbeddedClickHouse engine(
            {.user_scripts_path = folder.path(), .functions = SQL_ROOT "/udf/functions/*.xml"}
        );
        Database database(engine.url());
        const auto last = database.migrate(NormalizerKind::kUdf);
        return last.substr(0, last.find(':')) + ", " +
               database.query(
                   "SELECT count() > 0 FROM system.tables WHERE database = "
                   "'product_analytics' AND name LIKE '%events'"
               );
    };
    CHECK(migrated() == "normalize_event_v2 does not work, 0\n");
    fs::copy(fs::path(PROGRAMS) / "normalize_event", folder.path());
    CHECK(migrated() == "resolve_identity_v1 does not work, 0\n");
    fs::copy(fs::path(PROGRAMS) / "resolve_identity", folder.path());
    CHECK(migrated() == "up to date, 1\n");
}

TEST_CASE("another migration switches to the other normalizer and back") {
    const test_support::Stack stack;
    Database database(stack.clickhouseUrl());
    const auto switchTo = [&](NormalizerKind normalizer, const std::string& id) {
        CHECK(database.migrate(normalizer).starts_with("up to date"));
        CHECK(database.missing() == "nothing");
        CHECK(database.insert(id).empty());
        return database.query(kViewCallsFunction);
    };
    CHECK(switchTo(NormalizerKind::kUdf, "1") == "1\n1\n");
    CHECK(switchTo(NormalizerKind::kSql, "2") == "0\n0\n");
    CHECK(switchTo(NormalizerKind::kUdf, "3") == "1\n1\n");
    CHECK(
        database.query("SELECT groupArray(distinct_id) FROM (SELECT * FROM event_log ORDER BY "
                       "distinct_id)") == "['1','2','3']\n"
    );
}

TEST_CASE("a relay with the SQL normalizer is not ready before its functions are applied") {
    const test_support::Stack stack;
    relay::Config config;
    config.clickhouse.url = stack.clickhouseUrl();
    relay::ClickHouseClient client(config.clickhouse);
    config.normalizer = NormalizerKind::kSql;
    CHECK(
        relay::findMissing(client, SQL_ROOT, relay::deploymentOf(config)).value().text ==
        "normalizer/dialects.sql is not applied: run relay migrate"
    );
}
