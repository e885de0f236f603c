#pragma once

#include "upkeep/scripts/database.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <string>

namespace relay {

// For how long raw_events keeps an event for sure: days, 0 for ever. Older ones go at some time,
// one part of a day before another.
tl::expected<std::uint64_t, std::string> rawRetentionDays(Database& database);

// "YYYY-MM-DD hh:mm:ss.ffffff": the receive time from which on raw_events is complete.
tl::expected<std::string, std::string> rawKeptSince(Database& database, std::uint64_t days);

}  // namespace relay
