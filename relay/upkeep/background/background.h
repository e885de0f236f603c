#pragma once

#include "observe/load.h"
#include "upkeep/scripts/script_query.h"

#include <optional>

namespace relay {

// How the work goes that ClickHouse does by itself; nothing while it does not tell, or the user may
// not read system.view_refreshes and system.detached_parts.
std::optional<BackgroundWork> readBackgroundWork(ScriptQuery& query);

}  // namespace relay
