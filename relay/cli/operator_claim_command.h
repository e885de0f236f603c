#pragma once

#include "cli/command.h"
#include "upkeep/person/change_person.h"

#include <functional>
#include <string>

namespace relay {

// `relay person merge` and `split`: says how much would change person; unless `is_dry_run`, stores
// the claim and prints what `told` returns.
int runOperatorClaim(
    const CommandContext& context,
    const OperatorClaim& claim,
    bool is_dry_run,
    const std::function<std::string(const PlannedClaim&)>& told
);

}  // namespace relay
