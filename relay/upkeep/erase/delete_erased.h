#pragma once

#include "upkeep/scripts/database.h"

#include <tl/expected.hpp>

#include <string>

namespace relay {

// Deletes for good, from every table, what there is of suppressed ids, until nothing is left: what
// began before they were suppressed may still store some. May be cut short and repeated at any
// time. Shows how far it is. Error: something is left, and why.
tl::expected<void, std::string> deleteErased(Database& database, const Progress& tell);

// Where nothing is left of suppressed ids: takes away what an erasure worked with that was killed.
tl::expected<void, std::string> endErasure(Database& database);

}  // namespace relay
