#pragma once

#include "cli/command.h"
#include "upkeep/person/change_person.h"

#include <functional>
#include <string>

namespace relay {

// `relay person merge` and `relay person split`: says how much changes person, and unless
// `is_dry_run` makes it so and says what `told` makes of it.
int runOperatorClaim(
    const CommandContext& context,
    const OperatorClaim& claim,
    bool is_dry_run,
    const std::function<std::string(const PlannedClaim&)>& told
);

}  // namespace relay
