#include "upkeep/migrate/deployment.h"

#include "event_rules/normalized_event.h"
#include "upkeep/migrate/rule_functions.h"

namespace relay {

namespace {

// The first replica that is alive. Two nodes that both think they are the one do the same work
// twice, which changes nothing.
std::string onDuty(const std::string& database, const std::string& table) {
    return "(SELECT replica_name = arrayMin(mapKeys(mapFilter((name, is_active) -> is_active = 1, "
           "replica_is_active))) FROM system.replicas WHERE database = '" +
           database + "' AND table = '" + table + "')";
}

PlaceholderValues placeValues(const Deployment& deployment) {
    if (!deployment.isCluster()) {
        return {
            {"ON_CLUSTER", ""},
            {"CLUSTER", ""},
            {"REPLICATED", ""},
            {"SHARD_PATH", ""},
            {"COMMON_PATH", ""},
            {"COMMA", ""},
            {"LOCAL", ""},
            {"ON_DUTY", "1"},
            {"ON_DUTY_IN_SHARD", "1"},
            {"ALL_SHARDS", ""},
            {"ALL_NODES", ""},
            {"ALL_END", ""}};
    }
    return {
        {"ON_CLUSTER", " ON CLUSTER `" + deployment.cluster + "`"},
        {"CLUSTER", deployment.cluster},
        {"REPLICATED", "Replicated"},
        {"SHARD_PATH", "'/clickhouse/tables/{database}/shards/{shard}/{table}', '{replica}'"},
        // One path for all shards, and there {replica} alone may name two nodes.
        {"COMMON_PATH", "'/clickhouse/tables/{database}/everywhere/{table}', '{shard}-{replica}'"},
        {"COMMA", ", "},
        {"LOCAL", "_local"},
        {"ON_DUTY", onDuty(deployment.database, "identity_claims")},
        {"ON_DUTY_IN_SHARD", onDuty(deployment.database, "raw_events")},
        {"ALL_SHARDS", "cluster('" + deployment.cluster + "', "},
        {"ALL_NODES", "clusterAllReplicas('" + deployment.cluster + "', "},
        {"ALL_END", ")"}};
}

// A table cannot be told to lose a TTL that it may not have, so for ever is a long time.
std::string eventRetentionDays(std::uint64_t days) {
    return std::to_string(days == 0 ? kMaxEventRetentionDays : days);
}

}  // namespace

Deployment deploymentOf(const Config& config) {
    return {
        config.clickhouse.database,
        config.clickhouse.cluster,
        config.normalizer,
        config.raw_retention_days,
        config.event_retention_days};
}

PlaceholderValues placeholderValues(const Deployment& deployment) {
    auto values = placeValues(deployment);
    values["DATABASE"] = deployment.database;
    values["RAW_RETENTION_DAYS"] = std::to_string(deployment.raw_retention_days);
    values["EVENT_RETENTION_DAYS"] = eventRetentionDays(deployment.event_retention_days);
    values["EVENT_RULES_VERSION"] = std::to_string(event_rules::kRulesVersion);
    values["NORMALIZE_EVENT"] = normalizeEventFunction(deployment.normalizer);
    values["RESOLVE_IDENTITY"] = resolveIdentityFunction(deployment.normalizer);
    return values;
}

}  // namespace relay
