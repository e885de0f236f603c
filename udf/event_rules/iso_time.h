#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace event_rules {

// An ISO 8601 time as microseconds since the epoch; no offset means UTC. Its date is a calendar
// date, a week date or an ordinal date, basic or extended; without a time it may be a year, a month
// or a week, which stand for their first day. Its time follows a T, a t or a space: hours, and
// minutes and seconds or not; 24:00 ends a day, second 60 begins the next minute. Behind a comma or
// a point stand up to nine decimals of the last unit, of which what is below the microsecond is
// cut. Its offset is Z, z, ±hh, ±hhmm or ±hh:mm.
std::optional<std::int64_t> parseIsoTime(std::string_view text);

}  // namespace event_rules
