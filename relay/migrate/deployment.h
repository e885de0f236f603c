#pragma once

#include "config/config.h"

#include <string>

namespace relay {

// Where the SQL files are applied to, and what differs among such places.
struct Deployment {
    std::string database;
    std::string cluster;  // as remote_servers names it; empty: one node, or a service that looks
                          // like one
    NormalizerKind normalizer = NormalizerKind::kUdf;

    [[nodiscard]] bool isCluster() const { return !cluster.empty(); }
};

inline Deployment deploymentOf(const Config& config) {
    return {config.clickhouse.database, config.clickhouse.cluster, config.normalizer};
}

}  // namespace relay
