#pragma once

#include "maintain/database.h"

#include <tl/expected.hpp>

#include <string>

namespace relay {

// Computes id_activity again for the ids in activity_repairs, has their persons folded, and empties
// the list. Whoever takes events away puts their ids there first, so that a kill loses nothing.
tl::expected<void, std::string> repairActivity(Database& database);

}  // namespace relay
