#include "support/catch.h"

#include "migrate_fixture.h"

#include "event_rules/normalized_event.h"
#include "upkeep/migrate/readiness.h"

namespace {

// Stands in for the executable function: the same call, the same member.
std::string makeNormalizer(int version) {
    return "CREATE OR REPLACE FUNCTION normalize_event_v" +
           std::to_string(event_rules::kRulesVersion) +
           " AS (event, received_at, sent_at, fallback, dialect, sdk) -> tuple(" +
           std::to_string(version) + ")::Tuple(rules_version UInt16)";
}

}  // namespace

TEST_CASE("readiness names what is missing, step by step") {
    MigrateFixture fixture;
    fixture.write("migrations/0001_a.sql", "SELECT 1;");
    relay::ClickHouseClient client(fixture.config.clickhouse);
    auto deployment = relay::deploymentOf(fixture.config);
    deployment.normalizer = relay::NormalizerKind::kUdf;
    const auto missing = [&] {
        const auto found = relay::findMissing(client, fixture.sql_root, deployment);
        return found ? found->text + (found->passes ? " for now" : "") : "nothing";
    };
    const auto normalizer = "normalize_event_v" + std::to_string(event_rules::kRulesVersion);

    CHECK(missing() == "no migrations in database migrated: run relay migrate");
    fixture.migrate();
    fixture.write("sql/views/v.sql", "CREATE OR REPLACE VIEW {{DATABASE}}.v AS SELECT 1;");
    CHECK(missing() == "views/v.sql is not applied: run relay migrate");
    fixture.migrate();
    CHECK(missing() == normalizer + ": ClickHouse answers with code 46 for now");
    fixture.query(makeNormalizer(event_rules::kRulesVersion + 1));
    CHECK(missing() == normalizer + " answers with another version");
    fixture.query(makeNormalizer(event_rules::kRulesVersion));
    CHECK(missing() == "nothing");
    fixture.engine.stop();
    CHECK(missing() == "ClickHouse does not answer for now");
}
