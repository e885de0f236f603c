#include "cli/person_command.h"

#include "cli/person_erase_command.h"
#include "cli/person_merge_command.h"
#include "cli/person_split_command.h"
#include "cli/upkeep_database.h"
#include "upkeep/person/person_json.h"
#include "upkeep/person/person_tree.h"
#include "upkeep/person/read_person.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <string>

namespace relay {

namespace {

struct ExplainOptions {
    std::string distinct_id;
    bool is_json = false;
};

int runExplainCommand(const CommandContext& context, const ExplainOptions& options) {
    UpkeepDatabase upkeep(context.config, context.sql_root);
    const auto person = readPerson(upkeep.database(), options.distinct_id);
    if (!person) {
        std::cerr << "relay: " << person.error() << '\n';
        return 1;
    }
    std::cout << (options.is_json ? toJson(*person) + "\n" : drawPerson(*person));
    return 0;
}

void addExplainCommand(CLI::App& parent, Command& chosen) {
    auto options = std::make_shared<ExplainOptions>();
    auto* const command = parent.add_subcommand("explain", "Show why ids are one person");
    command->add_option("ID", options->distinct_id, "Any id of the person")->required();
    command->add_flag("--json", options->is_json, "One JSON object instead of a drawing");
    command->footer(
        R"(Draws the ids of the person as a tree: under each id those that belong to it,
with the event that claimed so. Then the claims that do not count, with the
reason, and the properties, each with the event that set it.
In SQL: SELECT * FROM person_claims(id = 'ID').)"
    );
    command->callback([&chosen, options] {
        chosen = [options](const CommandContext& context) {
            return runExplainCommand(context, *options);
        };
    });
}

}  // namespace

void addPersonCommand(CLI::App& program, Command& chosen) {
    auto* const person =
        program.add_subcommand("person", "Look at one person, correct who is one, or erase one");
    person->require_subcommand(1);
    addExplainCommand(*person, chosen);
    addPersonMergeCommand(*person, chosen);
    addPersonSplitCommand(*person, chosen);
    addPersonEraseCommand(*person, chosen);
}

}  // namespace relay
