#pragma once

#include "config/config.h"
#include "upkeep/migrate/placeholders.h"

#include <cstdint>
#include <string>

namespace relay {

// Where the SQL files are applied to, and what differs among such places.
struct Deployment {
    std::string database;
    std::string cluster;  // as remote_servers names it; empty: one node, or a service that looks
                          // like one
    NormalizerKind normalizer = NormalizerKind::kUdf;
    std::uint64_t raw_retention_days = 30;
    std::uint64_t event_retention_days = 0;  // 0: for ever

    [[nodiscard]] bool isCluster() const { return !cluster.empty(); }
};

Deployment deploymentOf(const Config& config);

// What the SQL files leave open:
//   DATABASE; RAW_RETENTION_DAYS and EVENT_RETENTION_DAYS;
//   NORMALIZE_EVENT and RESOLVE_IDENTITY: functions to call;
//   ON_CLUSTER, CLUSTER, REPLICATED: nothing on one node;
//   SHARD_PATH, COMMON_PATH: arguments of a replicated engine, for a table whose rows the shards
//   share, and for one of which every node has all rows; COMMA: between them and other arguments;
//   LOCAL: suffix of what each shard has under a Distributed table;
//   EVENT_RULES_VERSION: number that the normalizing function has to answer with;
//   ON_DUTY, ON_DUTY_IN_SHARD: conditions, true on the one node of the cluster, or the one replica
//   of each shard, that runs a background view;
//   ALL_SHARDS, ALL_NODES, ALL_END: around a table of which each shard, or each node, has its own
//   rows.
PlaceholderValues placeholderValues(const Deployment& deployment);

}  // namespace relay
