#pragma once

#include "upkeep/scripts/script_query.h"
#include "upkeep/tail/tail_event.h"

#include <tl/expected.hpp>

#include <string>
#include <vector>

namespace relay {

// An empty text leaves all.
struct TailFilter {
    std::string api_key;
    std::string event;
    std::string distinct_id;
    bool is_rejected = false;  // only those
};

// Since when to ask for recent events: a while before now, for a relay's clock may be behind.
tl::expected<std::string, ClickHouseError> recentTime(ScriptQuery& query);

// What was received from that time on, earliest first.
tl::expected<std::vector<TailEvent>, ClickHouseError>
eventsSince(ScriptQuery& query, const std::string& time, const TailFilter& filter = {});

// The newest of them as a JSON array, latest first, for a page. Error: one line for people.
tl::expected<std::string, std::string> recentEventsJson(ScriptQuery& query);

}  // namespace relay
