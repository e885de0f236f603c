#pragma once

#include "maintain/database.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <string>

namespace relay {

struct SquashReport {
    std::uint64_t removed_copies = 0;
    std::uint64_t rewritten_events = 0;
    std::uint64_t overrides_before = 0;
    std::uint64_t overrides_after = 0;
};

// Gives the events of event_log the person they belong to now, partition by partition, removes
// later copies of events, and takes out of person_overrides what reading does not need any more.
// Inserts go on meanwhile. Each step may be cut short anywhere, by a kill too: the next squash
// finishes it. Not for two at once.
tl::expected<SquashReport, std::string> squash(Database& database, const Progress& progress);

}  // namespace relay
