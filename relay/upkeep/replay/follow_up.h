#pragma once

#include "upkeep/scripts/database.h"

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace relay {

// Names of the tables that only statements of a replay use, as a regular expression: finds them in
// system.processes.
inline constexpr std::string_view kReplayStatements =
    "replay_(stage|diff|fresh|properties|touched)";

// Completes what a replay, of whatever kind, left when it was cut short: first of all, before
// anything is made of the rows that are there. Waits for statements of it that still run. Tells
// that it does so.
tl::expected<void, std::string> completeReplay(Database& database, const Progress& tell);

// What the rows that a replay changed mean for ids and persons is worked out once, at the end. The
// table replay_touched says of which ids it is still to be done.
tl::expected<bool, std::string> isFollowUpDue(Database& database);

// Works out what replay_touched names, if it is there, slice by slice. Tells what that changed.
tl::expected<void, std::string> followUp(Database& database, const Progress& tell);

// Waits until no statement runs whose text matches. ClickHouse ends the last one of a killed
// command. Error after ten minutes: another command is under way.
tl::expected<void, std::string>
waitForStatements(Database& database, const std::string& pattern, const std::string& command);

}  // namespace relay
