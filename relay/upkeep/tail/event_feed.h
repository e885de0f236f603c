#pragma once

#include "upkeep/scripts/script_query.h"
#include "upkeep/tail/recent_events.h"
#include "upkeep/tail/tail_event.h"

#include <tl/expected.hpp>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace relay {

// Events as they become visible, each once. Asks for some seconds more than have passed since it
// was last answered, and leaves out what it has already given: so an outage leaves no gap.
class EventFeed {
public:
    EventFeed(ScriptQuery query, TailFilter filter)
        : query_(std::move(query)), filter_(std::move(filter)) {}

    // What was stored since the call before; nothing at the first one. After an error call it
    // again.
    tl::expected<std::vector<TailEvent>, ClickHouseError> next();

private:
    std::vector<TailEvent> takeNew(std::vector<TailEvent> events);

    ScriptQuery query_;
    TailFilter filter_;
    std::string since_;                         // what was received before it is not asked for
    std::map<std::string, std::string> given_;  // place → time, from since_ on
};

}  // namespace relay
