#pragma once

#include "upkeep/scripts/database.h"

#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <vector>

namespace relay {

struct EraseOptions {
    bool is_dry_run = false;

    // The events stay, without what identifies and without these properties.
    std::optional<std::vector<std::string>> anonymize{};
};

// Erases the person of an id, with all its ids: suppresses them, then deletes from every table what
// there is of suppressed ids. Tells how many rows that are first, and nothing else in a dry run.
// Error: one line; also where nothing is known of the id. Whatever is cut short is done by the next
// erasure of any kind.
tl::expected<void, std::string> erasePerson(
    Database& database,
    const Progress& tell,
    const std::string& distinct_id,
    const EraseOptions& options
);

// Erases what came of suppressed ids since they were suppressed.
tl::expected<void, std::string>
erasePending(Database& database, const Progress& tell, bool is_dry_run);

// Lets the ids of an erased person come back; what came until now is erased first.
tl::expected<void, std::string>
letReturn(Database& database, const Progress& tell, const std::string& distinct_id);

}  // namespace relay
