#pragma once

#include "maintain/database.h"

#include <tl/expected.hpp>

#include <string>

namespace relay {

// Makes the maps in memory anew: of person_overrides only what reading needs, and of both one file
// on disk, where every insert adds one. Inserts go on: while both maps are there, each is told all
// that the other is told, so that a merge shows at once whichever of them an insert holds on to.
tl::expected<void, std::string> renewMaps(Database& database, const Progress& progress);

// Finishes a renewal that was cut short, by a kill too.
tl::expected<void, std::string> finishRenewal(Database& database);

// Adds the overrides that reading needs and does not have: of ids with events of another person
// than the one that was decided. Reads the whole log.
tl::expected<void, std::string> restoreOverrides(Database& database);

}  // namespace relay
