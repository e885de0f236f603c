#pragma once

#include "migrate/deployment.h"
#include "migrate/sql_edits.h"
#include "migrate/sql_words.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace relay {

// The engine of a table on a cluster. `name_word` is where the CREATE TABLE names the table.

// Makes the edits that give the table its engine. Error: an engine without a rule.
tl::expected<void, std::string> replicateEngine(
    const SqlWords& words,
    std::size_t name_word,
    const Deployment& deployment,
    SqlEdits& edits
);

// Whether it is a Join table on one node.
bool isJoinTable(const SqlWords& words, std::size_t name_word);

// The dictionaries over a table that is a Join table on one node; none for other tables.
std::vector<std::string> dictionariesOf(
    std::string_view statement,
    const SqlWords& words,
    std::size_t name_word,
    const Deployment& deployment
);

// Takes away such a table and its dictionaries, on all nodes, before the next statement.
std::vector<std::string> dropJoinTable(std::string_view table, const Deployment& deployment);

std::string onCluster(const Deployment& deployment);

// ENGINE = Distributed over a table or view of each shard, by distinct id.
std::string distributedOver(std::string_view local_name, const Deployment& deployment);

}  // namespace relay
