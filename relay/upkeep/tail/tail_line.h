#pragma once

#include "observe/terminal.h"
#include "upkeep/tail/tail_event.h"

#include <string>

namespace relay {

// The names of the columns; nothing where there is no terminal.
std::string tailHeader(const Terminal& terminal);

// One line. On a terminal time, key, event, id, person and host, or what was wrong, in columns that
// fit it; elsewhere the whole of everything, between tabs, with the verdict behind the time.
std::string tailLine(const TailEvent& event, const Terminal& terminal);

// One JSON object, without a line break.
std::string eventJson(const TailEvent& event);

}  // namespace relay
