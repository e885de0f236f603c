#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace event_rules {

// A date of RFC 2822, as mails and HTTP have them (Fri, 02 Jan 2026 10:48:29 +0100), as
// microseconds since the epoch. The day of the week may be missing, and is not compared with the
// date; so may the seconds. The zone is ±hhmm, Z, UT, UTC, GMT or one of North America; a comment
// may follow it. Names in any case.
std::optional<std::int64_t> parseMailTime(std::string_view text);

}  // namespace event_rules
