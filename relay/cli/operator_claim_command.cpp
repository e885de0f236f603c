#include "cli/operator_claim_command.h"

#include "cli/upkeep_database.h"
#include "observe/build_info.h"

#include <iostream>

namespace relay {

namespace {

int fail(const std::string& reason) {
    std::cerr << "relay: " << reason << '\n';
    return 1;
}

void tellChange(const PersonChange& change) {
    std::cout << "change person: " << change.ids << " ids, " << change.events << " events, "
              << change.sessions << " sessions" << std::endl;
}

}  // namespace

int runOperatorClaim(
    const CommandContext& context,
    const OperatorClaim& claim,
    bool is_dry_run,
    const std::function<std::string(const PlannedClaim&)>& told
) {
    UpkeepDatabase upkeep(context.config, context.sql_root);
    const auto planned = planClaim(upkeep.database(), claim);
    if (!planned) {
        return fail(planned.error());
    }
    tellChange(planned->change);
    if (is_dry_run) {
        std::cout << "dry run: nothing was changed\n";
        return 0;
    }
    const auto author = "relay/" + std::string(buildVersion());
    if (const auto stored = storeClaim(upkeep.database(), *planned, author); !stored) {
        return fail("not complete: " + stored.error());
    }
    std::cout << told(*planned);
    return 0;
}

}  // namespace relay
