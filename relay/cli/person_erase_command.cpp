#include "cli/person_erase_command.h"

#include "cli/upkeep_database.h"
#include "upkeep/erase/erase.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace relay {

namespace {

struct EraseArguments {
    std::string distinct_id;
    bool is_pending = false;
    bool is_dry_run = false;
    bool is_return = false;
    bool is_anonymize = false;
    std::vector<std::string> properties;
};

EraseOptions optionsOf(const EraseArguments& given) {
    EraseOptions options{.is_dry_run = given.is_dry_run};
    if (given.is_anonymize) {
        options.anonymize = given.properties;
    }
    return options;
}

tl::expected<void, std::string> erase(Database& database, const EraseArguments& given) {
    const Progress tell = [](std::string_view line) { std::cout << line << std::endl; };
    if (given.is_pending) {
        return erasePending(database, tell, given.is_dry_run);
    }
    return given.is_return ? letReturn(database, tell, given.distinct_id)
                           : erasePerson(database, tell, given.distinct_id, optionsOf(given));
}

int runEraseCommand(const CommandContext& context, const EraseArguments& given) {
    UpkeepDatabase upkeep(context.config, context.sql_root);
    const auto done = erase(upkeep.database(), given);
    if (!done) {
        std::cerr << "relay: " << done.error() << '\n';
        return 1;
    }
    return 0;
}

void addAnonymize(CLI::App& command, EraseArguments& given) {
    auto* const anonymize =
        command.add_flag("--anonymize", given.is_anonymize, "Keep the events, of one random id");
    anonymize->option_text(" ")->needs("ID")->excludes("--allow-return");
    command
        .add_option("--property", given.properties, "An event property that goes, too; repeatable")
        ->option_text("NAME")
        ->needs(anonymize)
        ->allow_extra_args(false);
}

}  // namespace

void addPersonEraseCommand(CLI::App& person, Command& chosen) {
    auto given = std::make_shared<EraseArguments>();
    auto* const command = person.add_subcommand("erase", "Delete a person for good");
    auto* const id = command->add_option("ID", given->distinct_id, "Any id of the person");
    id->option_text(" ");
    auto* const pending = command->add_flag(
        "--pending", given->is_pending, "What came of erased people since, instead of an ID"
    );
    pending->option_text(" ");
    auto* const dry_run = command->add_flag(
        "--dry-run", given->is_dry_run, "Count what would go, and change nothing"
    );
    dry_run->option_text(" ");
    command->add_flag("--allow-return", given->is_return, "Store again what comes of an erased ID")
        ->option_text(" ")
        ->needs(id)
        ->excludes(dry_run);
    pending->excludes(id);
    addAnonymize(*command, *given);
    command->footer(
        R"(Deletes the person with all its ids from every table, for good, and suppresses
the ids: what comes of them later is kept as received, shown nowhere, and goes
with the next --pending. May be stopped and repeated at any time; exits with 0
only when a query over all tables finds nothing of erased ids.
With --anonymize its events stay for counting, of one random id and without what
identifies. What that is, and what no erasure can reach: docs/privacy.md.)"
    );
    command->callback([&chosen, given] {
        if (given->distinct_id.empty() && !given->is_pending) {
            throw CLI::ValidationError("erase needs an ID, or --pending");
        }
        chosen = [given](const CommandContext& context) {
            return runEraseCommand(context, *given);
        };
    });
}

}  // namespace relay
