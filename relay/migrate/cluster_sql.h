#pragma once

#include "migrate/deployment.h"
#include "migrate/sql_files.h"

#include <tl/expected.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace relay {

// What a statement of the SQL files, written for one node, is on a cluster:
// - DDL runs ON CLUSTER, and MergeTree engines are replicated, with the same deduplication;
// - a table spread by distinct id is a table NAME_local on each shard and a Distributed front NAME;
// - a Join table is a replicated table and two dictionaries over it: NAME_map in memory, seconds
//   old, for the views that users read, and NAME_live, always current, for the background jobs;
// - CREATE OR REPLACE of a Join table drops all three first;
// - a new query for a materialized view that writes to a replicated table makes the view anew;
// - joinGet is dictGet, of NAME_map in the views of re-runnable files and of NAME_live elsewhere.
// No statement at all where a cluster does without it. Error: the statement has no rule here.
tl::expected<std::vector<std::string>, std::string>
renderForCluster(std::string_view statement, SqlFileKind kind, const Deployment& deployment);

}  // namespace relay
