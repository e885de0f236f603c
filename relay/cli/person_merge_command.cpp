#include "cli/person_merge_command.h"

#include "cli/operator_claim_command.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>

namespace relay {

namespace {

struct MergeOptions {
    std::string source;
    std::string target;
    bool is_dry_run = false;
};

std::string tell(const PlannedClaim& merge) {
    const auto& [kind, source, target] = merge.claim;
    return "merged by event " + merge.stamp.uuid + "\nto take it back:\n  relay person split " +
           source + " --from " + target + "\n";
}

}  // namespace

void addPersonMergeCommand(CLI::App& person, Command& chosen) {
    const auto options = std::make_shared<MergeOptions>();
    auto* const command = person.add_subcommand("merge", "Make two people one");
    command->add_option("A", options->source, "Any id of the one that is merged")->required();
    command->add_option("B", options->target, "Any id of the one that stays")->required();
    command->add_flag("--dry-run", options->is_dry_run, "Only say how much would change person");
    command->footer(
        R"(A's person, with all its ids, becomes B's, also where both are known users.
Says how many ids, events and sessions change person. The next query shows it.
It is stored as an event, $merge_dangerously, so that a replay keeps it.
relay person split takes it back.)"
    );
    command->callback([&chosen, options] {
        chosen = [options](const CommandContext& context) {
            const OperatorClaim claim{
                OperatorClaim::Kind::kMerge, options->source, options->target};
            return runOperatorClaim(context, claim, options->is_dry_run, tell);
        };
    });
}

}  // namespace relay
