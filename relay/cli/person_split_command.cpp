#include "cli/person_split_command.h"

#include "cli/operator_claim_command.h"

#include <CLI/CLI.hpp>

#include <memory>
#include <string>

namespace relay {

namespace {

constexpr std::size_t kSecondsLength = 19;  // of "YYYY-MM-DD hh:mm:ss"

struct SplitOptions {
    std::string id;
    std::string target;
    bool is_dry_run = false;
};

std::string tell(const PlannedClaim& split) {
    return "split by event " + split.stamp.uuid + "\nclaims until " +
           split.stamp.timestamp.substr(0, kSecondsLength) + " UTC count no more, later ones do\n";
}

}  // namespace

void addPersonSplitCommand(CLI::App& person, Command& chosen) {
    const auto options = std::make_shared<SplitOptions>();
    auto* const command = person.add_subcommand("split", "Take an id out of a person");
    command->add_option("ID", options->id, "The id that was merged into another")->required();
    command->add_option("--from", options->target, "Only what says that ID belongs to this one")
        ->option_text("TARGET");
    command->add_flag("--dry-run", options->is_dry_run, "Only say how much would change person");
    command->footer(
        R"(What was said until now, that ID belongs to another id, counts no more: persons,
properties and events are as if it had never been said. Ids that belong to ID go
with it. A later $identify counts again. Without --from a known user is one no
more, until the next $identify. Says how many ids, events and sessions change
person. relay person explain ID shows what ID was said to belong to.)"
    );
    command->callback([&chosen, options] {
        chosen = [options](const CommandContext& context) {
            const OperatorClaim claim{OperatorClaim::Kind::kSplit, options->id, options->target};
            return runOperatorClaim(context, claim, options->is_dry_run, tell);
        };
    });
}

}  // namespace relay
