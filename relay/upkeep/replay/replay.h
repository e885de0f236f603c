#pragma once

#include "upkeep/replay/replay_options.h"
#include "upkeep/replay/stage.h"
#include "upkeep/scripts/database.h"

#include <tl/expected.hpp>

#include <functional>
#include <string>

namespace relay {

struct ReplayContext {
    Database& database;
    Progress tell;                     // lines on standard output
    std::function<bool()> is_stopped;  // asked between statements
};

// The rules of today on stored raw events (a range) or on rejected ones: slice by slice, first what
// would change, then the change. Whatever is cut short is done by the next replay.
// Error: one line.
tl::expected<void, std::string> replay(const ReplayContext& context, const ReplayOptions& options);

}  // namespace relay
