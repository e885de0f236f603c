#include "support/catch.h"

#include "migrate/cluster_sql.h"

using relay::SqlFileKind;
using Statements = std::vector<std::string>;

namespace {

const relay::Deployment kDeployment{"db", "main"};

Statements render(std::string_view statement, SqlFileKind kind = SqlFileKind::kMigration) {
    return relay::renderForCluster(statement, kind, kDeployment).value();
}

std::string refusal(std::string_view statement) {
    return relay::renderForCluster(statement, SqlFileKind::kMigration, kDeployment).error();
}

}  // namespace

TEST_CASE("DDL runs on the whole cluster, an INSERT where it is sent") {
    const std::string name = "db.mv_a_to_b";
    for (const auto* before :
         {"CREATE VIEW IF NOT EXISTS ",
          "CREATE OR REPLACE VIEW ",
          "CREATE MATERIALIZED VIEW IF NOT EXISTS ",
          "DROP VIEW IF EXISTS "}) {
        CHECK(
            render(before + name + " TO db.b AS SELECT 1") ==
            Statements{before + name + " ON CLUSTER `main` TO db.b AS SELECT 1"}
        );
    }
    CHECK(
        render("CREATE DATABASE IF NOT EXISTS `db`") ==
        Statements{"CREATE DATABASE IF NOT EXISTS `db` ON CLUSTER `main`"}
    );
    CHECK(
        render("CREATE OR REPLACE FUNCTION f AS x -> x") ==
        Statements{"CREATE OR REPLACE FUNCTION f ON CLUSTER `main` AS x -> x"}
    );
    CHECK(render("INSERT INTO db.a SELECT 1") == Statements{"INSERT INTO db.a SELECT 1"});
}

TEST_CASE("a small table has one replication path for the whole cluster") {
    CHECK(
        render("CREATE TABLE IF NOT EXISTS db.a (x UInt64) ENGINE = MergeTree ORDER BY x") ==
        Statements{"CREATE TABLE IF NOT EXISTS db.a ON CLUSTER `main` (x UInt64) ENGINE = "
                   "ReplicatedMergeTree('/clickhouse/tables/db/everywhere/a', "
                   "'{shard}-{replica}') ORDER BY x\nSETTINGS replicated_deduplication_window = 0"}
    );
}

TEST_CASE("raw events have a path for each shard, and keep their name") {
    CHECK(
        render("CREATE TABLE IF NOT EXISTS db.raw_events (x UInt64) ENGINE = MergeTree "
               "PARTITION BY (x) ORDER BY x SETTINGS non_replicated_deduplication_window = 10000, "
               "a = 1") ==
        Statements{"CREATE TABLE IF NOT EXISTS db.raw_events ON CLUSTER `main` (x UInt64) ENGINE = "
                   "ReplicatedMergeTree('/clickhouse/tables/db/shards/{shard}/raw_events', "
                   "'{replica}') PARTITION BY (x) ORDER BY x SETTINGS "
                   "replicated_deduplication_window = 10000, a = 1"}
    );
}

TEST_CASE("an engine keeps its arguments, and settings without a window get none") {
    CHECK(
        render("CREATE TABLE IF NOT EXISTS db.a (x UInt64) ENGINE = ReplacingMergeTree(x) ORDER BY "
               "x SETTINGS index_granularity = 1024"
        ) == Statements{"CREATE TABLE IF NOT EXISTS db.a ON CLUSTER `main` (x UInt64) ENGINE = "
                        "ReplicatedReplacingMergeTree('/clickhouse/tables/db/everywhere/a', "
                        "'{shard}-{replica}', x) ORDER BY x SETTINGS index_granularity = 1024, "
                        "replicated_deduplication_window = 0"}
    );
}

TEST_CASE("a Null table stays one") {
    CHECK(
        render("CREATE TABLE IF NOT EXISTS db.a (x UInt64) ENGINE = Null") ==
        Statements{"CREATE TABLE IF NOT EXISTS db.a ON CLUSTER `main` (x UInt64) ENGINE = Null"}
    );
}

TEST_CASE("a table spread by distinct id is a table of each shard and a front") {
    const auto statements =
        render("CREATE TABLE IF NOT EXISTS db.event_log (x UInt64) ENGINE = MergeTree ORDER BY x");
    REQUIRE(statements.size() == 2);
    CHECK(
        statements[0] ==
        "CREATE TABLE IF NOT EXISTS db.event_log_local ON CLUSTER `main` (x UInt64) ENGINE = "
        "ReplicatedMergeTree('/clickhouse/tables/db/shards/{shard}/event_log', '{replica}') ORDER "
        "BY x\nSETTINGS replicated_deduplication_window = 0"
    );
    CHECK(
        statements[1] ==
        "CREATE TABLE IF NOT EXISTS db.event_log ON CLUSTER `main` AS db.event_log_local\n"
        "ENGINE = Distributed('main', 'db', 'event_log_local', cityHash64(distinct_id))"
    );
}

TEST_CASE("a Join table is a replicated table and two dictionaries") {
    const auto statements = render(
        "CREATE TABLE IF NOT EXISTS db.m\n(\n    k UInt64 COMMENT 'of (x)',\n    v UUID\n)\nENGINE "
        "= Join(ANY, LEFT, k)\nSETTINGS join_any_take_last_row = 1"
    );
    REQUIRE(statements.size() == 3);
    CHECK(
        statements[0] ==
        "CREATE TABLE IF NOT EXISTS db.m ON CLUSTER `main`\n(\n    k UInt64 COMMENT 'of (x)',\n"
        "    v UUID\n)\nENGINE = "
        "ReplicatedReplacingMergeTree('/clickhouse/tables/db/everywhere/m', "
        "'{shard}-{replica}')\nORDER BY k\nSETTINGS replicated_deduplication_window = 0"
    );
    CHECK(
        statements[1] ==
        "CREATE DICTIONARY IF NOT EXISTS db.m_map ON CLUSTER `main`\n(\n    k UInt64,\n    v UUID\n"
        ")\nPRIMARY KEY k\nSOURCE(CLICKHOUSE(NAME db\n    QUERY 'SELECT * FROM db.m FINAL'\n"
        "    INVALIDATE_QUERY 'SELECT (max(max_block_number), sum(rows)) FROM system.parts WHERE "
        "database = ''db'' AND table = ''m'' AND active'))\nLAYOUT(HASHED())\n"
        "LIFETIME(MIN 1 MAX 2)"
    );
    CHECK(
        statements[2] ==
        "CREATE DICTIONARY IF NOT EXISTS db.m_live ON CLUSTER `main`\n(\n    k UInt64,\n    v "
        "UUID\n"
        ")\nPRIMARY KEY k\nSOURCE(CLICKHOUSE(NAME db\n    QUERY 'SELECT * FROM db.m FINAL WHERE "
        "{condition}'))\nLAYOUT(DIRECT())"
    );
}

TEST_CASE("background jobs look up what is current, views what is in memory") {
    const std::string select = " AS SELECT joinGet('db.m', 'v', 1), joinGetOrNull('db.m', 'v', 2)";
    const std::string view = "CREATE VIEW IF NOT EXISTS db.v";
    CHECK(
        render(view + select) ==
        Statements{
            view +
            " ON CLUSTER `main` AS SELECT dictGet('db.m_live', 'v', 1), dictGetOrNull('db.m_live', "
            "'v', 2)"}
    );
    CHECK(
        render("CREATE OR REPLACE VIEW db.v" + select, SqlFileKind::kRerunnable) ==
        Statements{
            "CREATE OR REPLACE VIEW db.v ON CLUSTER `main` AS SELECT dictGet('db.m_map', 'v', 1), "
            "dictGetOrNull('db.m_map', 'v', 2)"}
    );
    CHECK(
        refusal(view + " AS SELECT joinGet('m', 'v', 1)") == "joinGet must name database and table"
    );
}

TEST_CASE("events are asked of each shard, by a view of its own table") {
    CHECK(
        render("CREATE OR REPLACE VIEW db.events AS SELECT a FROM db.event_log") ==
        Statements{
            "CREATE OR REPLACE VIEW db.events_local ON CLUSTER `main` AS SELECT a FROM "
            "db.event_log_local",
            "CREATE OR REPLACE TABLE db.events ON CLUSTER `main` AS db.events_local\nENGINE = "
            "Distributed('main', 'db', 'events_local', cityHash64(distinct_id))"}
    );
}

TEST_CASE("changes reach every replica once") {
    CHECK(
        render("ALTER TABLE db.a MODIFY SETTING non_replicated_deduplication_window = 0") ==
        Statements{"ALTER TABLE db.a ON CLUSTER `main` MODIFY SETTING "
                   "replicated_deduplication_window = 0"}
    );
    CHECK(
        render("ALTER TABLE db.shifted_events MODIFY SETTING a = 0") ==
        Statements{"ALTER TABLE db.shifted_events_local ON CLUSTER `main` MODIFY SETTING a = 0"}
    );
    CHECK(
        render("ALTER TABLE db.raw_events MODIFY TTL x") ==
        Statements{"ALTER TABLE db.raw_events ON CLUSTER `main` MODIFY TTL x"}
    );
    CHECK(refusal("ALTER TABLE db.a MODIFY TTL x") == "no rule for this ALTER on a cluster");
    CHECK(
        render("ALTER TABLE db.resolved_ids ADD COLUMN IF NOT EXISTS x UInt8") ==
        Statements{"ALTER TABLE db.resolved_ids ON CLUSTER `main` ADD COLUMN IF NOT EXISTS x UInt8"}
    );
    CHECK(refusal("ALTER TABLE db.a ADD COLUMN x UInt8") == "no rule for this ALTER on a cluster");
}

TEST_CASE("a view keeps its name with another query, and is another one if it writes to a replica"
) {
    for (const std::string view : {"mv_raw_to_normalized", "mv_normalized_to_shifted"}) {
        CHECK(
            render("ALTER TABLE db." + view + " MODIFY QUERY SELECT 1") ==
            Statements{"ALTER TABLE db." + view + " ON CLUSTER `main` MODIFY QUERY SELECT 1"}
        );
    }
    CHECK(
        render("ALTER TABLE db.mv_decisions_to_state MODIFY QUERY\nSELECT joinGet('db.m', 'v', 1)"
        ) ==
        Statements{
            "DROP VIEW IF EXISTS db.mv_decisions_to_state ON CLUSTER `main` SYNC",
            "CREATE MATERIALIZED VIEW IF NOT EXISTS db.mv_decisions_to_state ON CLUSTER `main` TO "
            "db.identity_state AS\nSELECT dictGet('db.m_live', 'v', 1)"}
    );
    CHECK(
        refusal("ALTER TABLE db.mv_a MODIFY QUERY SELECT 1") ==
        "no target of this view in cluster_layout.cpp"
    );
}

TEST_CASE("a Join table is replaced by taking it and its dictionaries away first") {
    const std::string rest = " (k UInt64, v UUID) ENGINE = Join(ANY, LEFT, k)";
    const auto created = render("CREATE TABLE IF NOT EXISTS db.m" + rest);
    const auto replaced = render("CREATE OR REPLACE TABLE db.m" + rest);
    REQUIRE(replaced.size() == 3 + created.size());
    CHECK(replaced[0] == "DROP DICTIONARY IF EXISTS db.m_map ON CLUSTER `main` SYNC");
    CHECK(replaced[1] == "DROP DICTIONARY IF EXISTS db.m_live ON CLUSTER `main` SYNC");
    CHECK(replaced[2] == "DROP TABLE IF EXISTS db.m ON CLUSTER `main` SYNC");
    CHECK(Statements(replaced.begin() + 3, replaced.end()) == created);
    CHECK(
        refusal("CREATE OR REPLACE TABLE db.a (x UInt8) ENGINE = MergeTree ORDER BY x") ==
        "no rule to replace this table on a cluster"
    );
}

TEST_CASE("the insert decides nothing about identity on a cluster") {
    CHECK(render("CREATE TABLE IF NOT EXISTS db.near_decisions (x UInt8) ENGINE = Null").empty());
    CHECK(render("DROP VIEW IF EXISTS db.mv_claims_to_decisions").empty());
}

TEST_CASE("what has no rule is an error") {
    CHECK(refusal("OPTIMIZE TABLE db.a") == "no rule for this statement on a cluster");
    CHECK(
        refusal("CREATE TABLE db.a (x UInt8) ENGINE = Null") ==
        "no rule for this statement on a cluster"
    );
    CHECK(
        refusal("CREATE TABLE IF NOT EXISTS db.a (x UInt8) ENGINE = Log") ==
        "no rule for the engine Log on a cluster"
    );
    CHECK(
        refusal("CREATE TABLE IF NOT EXISTS db.resolved_ids (x UInt8) ENGINE = MergeTree") ==
        "a table that is nowhere has the engine Null"
    );
    CHECK(
        refusal("CREATE TABLE IF NOT EXISTS db.a (x UInt8)") ==
        "no rule for the engine  on a cluster"
    );
}
