#pragma once

#include "config/config.h"
#include "observe/log.h"
#include "upkeep/doctor/finding.h"

#include <filesystem>
#include <functional>

namespace relay {

struct EventCheckContext {
    const Config& config;
    const std::filesystem::path& sql_root;
    Log& log;
    std::function<bool()> is_stopped;  // asked between steps
};

// Sends an event through a relay of its own, with the routes and rules of `relay serve`, into a
// database of its own that is migrated for it, and looks for it in `events`. The database is gone
// afterwards, whatever happens; where ClickHouse does not drop it, the finding names it.
Finding checkEvent(const EventCheckContext& context);

}  // namespace relay
