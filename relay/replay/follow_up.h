#pragma once

#include "maintain/database.h"

#include <tl/expected.hpp>

#include <string>

namespace relay {

// Stores what a replay was storing, of whatever kind, when it was cut short: first of all, before
// anything is made of the rows that are there. Waits for statements of it that still run. Tells
// that it does so.
tl::expected<void, std::string> completeChange(Database& database, const Progress& tell);

// What the rows that a replay changed mean for persons is worked out once, at the end. A table that
// holds nothing, replay_unfinished, says that it is still to be done, by whichever replay comes
// next. Announced before the first row changes.
tl::expected<void, std::string> announceFollowUp(Database& database);

tl::expected<bool, std::string> isFollowUpDue(Database& database);

// Does it, if it is due: a full reconciliation, so that relay reconcile does it too. Tells what it
// changed.
tl::expected<void, std::string> followUp(Database& database, const Progress& tell);

}  // namespace relay
