#include "cli/replay_command.h"

#include "cli/upkeep_database.h"
#include "event_rules/timestamp.h"
#include "upkeep/replay/load_file.h"
#include "upkeep/replay/replay.h"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

namespace relay {

namespace {

constexpr int kMaxSliceRows = 1'000'000'000;

CLI::Option* addTime(
    CLI::App& command,
    const std::string& name,
    std::optional<std::int64_t>& time_us,
    const std::string& description
) {
    const auto read = [name, &time_us](const std::string& text) {
        time_us = event_rules::parseTimestampText(text);
        if (!time_us) {
            throw CLI::ValidationError(
                name + " " + text + " is no time; write 2026-01-31T12:00:00Z"
            );
        }
    };
    return command.add_option_function<std::string>(name, read, description)
        ->option_text("T")
        ->group("A range of stored events");
}

void checkSource(const ReplayOptions& options) {
    const bool has_range = options.from_us.has_value();
    if (int{has_range} + int{options.file.has_value()} + int{options.rejected} != 1) {
        throw CLI::ValidationError("replay needs one of --from T --to T, --file F and --rejected");
    }
    if (has_range && *options.from_us >= *options.to_us) {
        throw CLI::ValidationError("--from must be earlier than --to");
    }
}

int runReplayCommand(const CommandContext& context, const ReplayOptions& options) {
    // The raw events of a cluster are spread over its shards, and a replay reads those of one node.
    if (!context.config.clickhouse.cluster.empty()) {
        std::cerr << "relay: this command works on one node, and CLICKHOUSE_CLUSTER is set\n";
        return 1;
    }
    UpkeepDatabase upkeep(context.config, context.sql_root);
    const ReplayContext replay_context{
        upkeep.database(),
        [](std::string_view line) { std::cout << line << std::endl; },
        [&upkeep] { return upkeep.isStopped(); }};
    const auto done = options.file ? loadFile(replay_context, upkeep.client(), *options.file)
                                   : replay(replay_context, options);
    if (!done) {
        std::cerr << "relay: " << done.error() << '\n';
        return 1;
    }
    return 0;
}

}  // namespace

void addReplayOptions(CLI::App& command, ReplayOptions& options) {
    auto* const from = addTime(command, "--from", options.from_us, "Events received from T on");
    auto* const to =
        addTime(command, "--to", options.to_us, "Up to T, which is left out")->needs(from);
    from->needs(to);
    command.add_option("--api-key", options.api_key, "Only events of this key")
        ->option_text("K")
        ->group(from->get_group())
        ->needs(from);
    auto* const file =
        command.add_option("--file", options.file, "JSON lines, gzip or not; - is standard input")
            ->option_text("F")
            ->group("A file");
    auto* const rejected =
        command.add_flag("--rejected", options.rejected, "Those that now pass move to events")
            ->group("Rejected events");
    command.add_option("--reason", options.reason, "Only events rejected for this reason")
        ->option_text("R")
        ->group(rejected->get_group())
        ->needs(rejected);
    command.add_flag("--dry-run", options.dry_run, "Tell what would change, and change nothing")
        ->option_text(" ")
        ->group("Of a range and of rejected events")
        ->excludes(file);
    command.add_option("--slice-rows", options.slice_rows, "Raw events per statement (100000)")
        ->option_text("N")
        ->check(CLI::Range(1, kMaxSliceRows))
        ->group("Of a range and of rejected events")
        ->excludes(file);
}

void addReplayCommand(CLI::App& program, Command& chosen) {
    const auto options = std::make_shared<ReplayOptions>();
    auto* const command =
        program.add_subcommand("replay", "Apply the rules of today to stored events, or load some");
    addReplayOptions(*command, *options);
    command
        ->footer(
            R"(Range: applies the rules of today to the raw events received from --from on up
to, not including, --to. Tells first what would change; --dry-run stops there. T
is ISO 8601, UTC without an offset.
File: loads raw events, one JSON object per line. Refuses rows that
RAW_RETENTION_DAYS would not keep.
Rejected: tries rejected events again; those that now pass move to events.

Doing any of it twice changes nothing, and after a kill it is simply run again.
--sql-root DIR tells where sql/ is: relay --help.)"
        )
        ->callback([&chosen, options] {
            checkSource(*options);
            chosen = [options](const CommandContext& context) {
                return runReplayCommand(context, *options);
            };
        });
}

}  // namespace relay
