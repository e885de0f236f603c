#pragma once

#include <string>

namespace relay {

// Where the SQL files are applied to.
struct Deployment {
    std::string database;
    std::string cluster;  // as remote_servers names it; empty: one node, or a service that looks
                          // like one

    [[nodiscard]] bool isCluster() const { return !cluster.empty(); }
};

}  // namespace relay
