#pragma once

#include "rendered_schema.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace schema_tests {

// The table or view that a CREATE statement makes, without the database.
std::optional<std::string> createdObject(const std::string& statement);

// What happens with an insert: a materialized view takes the rows from one table to another.
struct Trigger {
    std::string source;
    std::string target;
};

// The incremental materialized views, by name. A query that ALTER … MODIFY QUERY gives one counts.
std::map<std::string, Trigger> insertTriggers(const std::vector<Sent>& schema);

// The views that an insert into the table runs, all the way down.
std::set<std::string>
viewsReachedFrom(std::string_view table, const std::map<std::string, Trigger>& triggers);

}  // namespace schema_tests
