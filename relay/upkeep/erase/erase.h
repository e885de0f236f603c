#pragma once

#include "upkeep/scripts/database.h"

#include <tl/expected.hpp>

#include <string>

namespace relay {

// Erases the person of an id, with all its ids: suppresses them, then deletes from every table what
// there is of suppressed ids. Tells how many rows that are first, and nothing else in a dry run.
// Error: one line; also where nothing is known of the id. Whatever is cut short is done by the next
// erasure of any kind.
tl::expected<void, std::string> erasePerson(
    Database& database,
    const Progress& tell,
    const std::string& distinct_id,
    bool is_dry_run
);

// What came of suppressed ids since.
tl::expected<void, std::string>
erasePending(Database& database, const Progress& tell, bool is_dry_run);

// Lets the ids of an erased person come back; what came until now is erased first.
tl::expected<void, std::string>
letReturn(Database& database, const Progress& tell, const std::string& distinct_id);

}  // namespace relay
