#include "cli/person_erase_command.h"

#include "cli/upkeep_database.h"
#include "upkeep/erase/erase.h"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <string>

namespace relay {

namespace {

struct EraseOptions {
    std::string distinct_id;
    bool is_pending = false;
    bool is_dry_run = false;
    bool is_return = false;
};

tl::expected<void, std::string> erase(Database& database, const EraseOptions& options) {
    const Progress tell = [](std::string_view line) { std::cout << line << std::endl; };
    if (options.is_pending) {
        return erasePending(database, tell, options.is_dry_run);
    }
    return options.is_return ? letReturn(database, tell, options.distinct_id)
                             : erasePerson(database, tell, options.distinct_id, options.is_dry_run);
}

int runEraseCommand(const CommandContext& context, const EraseOptions& options) {
    UpkeepDatabase upkeep(context.config, context.sql_root);
    const auto done = erase(upkeep.database(), options);
    if (!done) {
        std::cerr << "relay: " << done.error() << '\n';
        return 1;
    }
    return 0;
}

}  // namespace

void addPersonEraseCommand(CLI::App& person, Command& chosen) {
    auto options = std::make_shared<EraseOptions>();
    auto* const command = person.add_subcommand("erase", "Delete a person for good");
    auto* const id = command->add_option("ID", options->distinct_id, "Any id of the person");
    id->option_text(" ");
    auto* const pending = command->add_flag(
        "--pending", options->is_pending, "What came of erased people since, instead of an ID"
    );
    pending->option_text(" ");
    auto* const dry_run = command->add_flag(
        "--dry-run", options->is_dry_run, "Count what would go, and change nothing"
    );
    dry_run->option_text(" ");
    command
        ->add_flag("--allow-return", options->is_return, "Store again what comes of an erased ID")
        ->option_text(" ")
        ->needs(id)
        ->excludes(dry_run);
    pending->excludes(id);
    command->footer(
        R"(Deletes the person with all its ids from every table, for good, and suppresses
the ids: what comes of them later is kept as received, shown nowhere, and goes
with the next --pending. May be stopped and repeated at any time; exits with 0
only when a query over all tables finds nothing of erased ids. What it cannot
reach: docs/privacy.md.)"
    );
    command->callback([&chosen, options] {
        if (options->distinct_id.empty() && !options->is_pending) {
            throw CLI::ValidationError("erase needs an ID, or --pending");
        }
        chosen = [options](const CommandContext& context) {
            return runEraseCommand(context, *options);
        };
    });
}

}  // namespace relay
