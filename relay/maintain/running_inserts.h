#pragma once

#include "maintain/database.h"

#include <tl/expected.hpp>

#include <string>

namespace relay {

// Waits for the inserts of events, and of the reconciler's decisions, that are under way now to
// end: until then some of their tables have their rows and others have not, and they hold on to the
// tables that had a name when they began. Of an insert that begins later, nothing is waited for.
tl::expected<void, std::string> waitForRunningInserts(Database& database);

}  // namespace relay
