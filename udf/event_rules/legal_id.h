#pragma once

#include <string_view>

namespace event_rules {

// Whether an id may take part in an identity claim. Not the ids that buggy clients give to all
// their users at once ("null", "guest", …), nor those that could not be a distinct id.
bool isLegalId(std::string_view id);

}  // namespace event_rules
