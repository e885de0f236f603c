#pragma once

#include "upkeep/scripts/database.h"

#include <tl/expected.hpp>

#include <string>

namespace relay {

// Until the inserts are over that run now. Error after ten minutes.
tl::expected<void, std::string> waitForInserts(Database& database);

// Until the DELETEs of erasures are over, and shows how far they are. Error: nothing has come of
// them for a while, and why.
tl::expected<void, std::string> waitForDeletes(Database& database);

}  // namespace relay
