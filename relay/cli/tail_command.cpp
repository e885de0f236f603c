#include "cli/tail_command.h"

#include "cli/shutdown_signal.h"
#include "upkeep/migrate/deployment.h"
#include "upkeep/scripts/database.h"
#include "upkeep/tail/event_feed.h"
#include "upkeep/tail/tail_line.h"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <future>
#include <iostream>
#include <memory>
#include <string>

namespace relay {

namespace {

constexpr std::chrono::milliseconds kInterval{300};
constexpr std::chrono::milliseconds kGlance{10};
constexpr std::chrono::seconds kTimeout{5};

struct TailOptions {
    TailFilter filter;
    bool is_json = false;
};

std::string describe(const ClickHouseError& error) {
    return error.lacksTable() ? std::string(kNotMigrated) : error.message;
}

void show(const std::vector<TailEvent>& events, bool is_json, const Terminal& terminal) {
    for (const auto& event : events) {
        std::cout << (is_json ? eventJson(event) + "\n" : tailLine(event, terminal));
    }
    std::cout << std::flush;
}

// A ClickHouse that hangs does not hold up the end.
auto nextEvents(EventFeed& feed, ShutdownSignal& shutdown) {
    auto events = std::async(std::launch::async, [&feed] { return feed.next(); });
    while (events.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
        if (shutdown.waitFor(kGlance)) {
            std::_Exit(0);
        }
    }
    return events.get();
}

int runTailCommand(const CommandContext& context, const TailOptions& options) {
    ShutdownSignal shutdown;
    ClickHouseClient client(context.config.clickhouse);
    const ScriptFolder scripts(context.sql_root, deploymentOf(context.config));
    EventFeed feed(ScriptQuery(client, scripts, kTimeout), options.filter);
    const auto terminal = Terminal::standardOutput();
    bool has_begun = false;
    bool is_away = false;
    do {
        const auto events = nextEvents(feed, shutdown);
        if (!events && (!has_begun || !events.error().isRetryable())) {
            std::cerr << "relay: " << describe(events.error()) << '\n';
            return 1;
        }
        if (events.has_value() == is_away) {
            std::cerr << (is_away ? "relay: ClickHouse answers again"
                                  : "relay: ClickHouse is away; waiting for it: " +
                                        events.error().message)
                      << '\n';
            is_away = !is_away;
        }
        if (!has_begun) {
            std::cerr << "relay: following " << context.config.clickhouse.database << " at "
                      << client.address() << "; Ctrl-C ends it\n";
            std::cout << (options.is_json ? std::string() : tailHeader(terminal));
        }
        has_begun = true;
        show(events.value_or(std::vector<TailEvent>()), options.is_json, terminal);
    } while (std::cout && !shutdown.waitFor(kInterval));
    return 0;
}

}  // namespace

void addTailCommand(CLI::App& program, Command& chosen) {
    const auto options = std::make_shared<TailOptions>();
    auto* const command = program.add_subcommand("tail", "Show events as they are stored");
    command->add_option("--key", options->filter.api_key, "Only events of this api key")
        ->option_text("K");
    command->add_option("--event", options->filter.event, "Only events of this name")
        ->option_text("E");
    command->add_option("--id", options->filter.distinct_id, "Only events of this distinct id")
        ->option_text("I");
    command->add_flag("--rejected", options->filter.is_rejected, "Only rejected events");
    command->add_flag("--json", options->is_json, "A JSON object for each event");
    command
        ->footer(
            R"(Shows what is stored from now on, a line for each event, within a second: time,
key, event, id, person and host. Rejected events are red and have their reason,
altered ones are yellow and have what was altered. Where it writes to no
terminal: the whole of everything, between tabs. Needs CLICKHOUSE_* alone, and
SELECT on events, rejected_events and ingestion_warnings. Ctrl-C ends it.)"
        )
        ->callback([&chosen, options] {
            chosen = [options](const CommandContext& context) {
                return runTailCommand(context, *options);
            };
        });
}

}  // namespace relay
