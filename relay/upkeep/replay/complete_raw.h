#pragma once

#include "upkeep/scripts/database.h"

#include <tl/expected.hpp>

#include <string>

namespace relay {

// Does for all stored raw events what the view follow_raw does for the latest: stores the events
// and rejections that are missing, with all that follows from them. Tells how many raw events that
// were.
tl::expected<void, std::string> completeRaw(Database& database, const Progress& tell);

}  // namespace relay
