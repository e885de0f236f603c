#include "cli/help_text.h"

namespace relay {

namespace {

constexpr std::string_view kServe = R"(Usage: relay [serve] [--sql-root DIR]

Takes events on HOST and PORT and answers 200 once ClickHouse has them. With MIGRATE_ON_START=true
it first does what relay migrate does. On SIGTERM it finishes what is in flight, for up to 10
seconds, and exits with 0.
)";

constexpr std::string_view kMigrate = R"(Usage: relay migrate [--sql-root DIR]

Creates the database CLICKHOUSE_DATABASE, or brings it up to date: applies the files of migrations/
and sql/ under DIR that it does not have yet, in order, and names each one. Running relays go on
meanwhile. After a failure or a kill, run it again.
)";

constexpr std::string_view kReconcile = R"(Usage: relay reconcile [--sql-root DIR]

Decides again whose each id is, from all claims, makes all persons again, and says what that
changed. ClickHouse does both by itself for whatever is new; this is for after a restore, or to make
sure. Inserts go on meanwhile. May be stopped and repeated at any time.
)";

constexpr std::string_view kReplay =
    R"(Usage: relay replay --from T --to T [--api-key K] [--dry-run] [--slice-rows N]
       relay replay --file F
       relay replay --rejected [--reason R] [--dry-run]

Range: applies the rules of today to the raw events received from T up to, not including, T. Tells
first what would change; --dry-run stops there. T is ISO 8601, UTC without an offset.
File: loads raw events from F, one JSON object per line, gzip or not; - is standard input. Refuses
rows that RAW_RETENTION_DAYS would not keep.
Rejected: tries rejected events again; those that now pass move to events.

Doing any of it twice changes nothing, and after a kill it is simply run again.

Options:
  --api-key K      only events of this key
  --dry-run        tell what would change, and change nothing
  --slice-rows N   raw events per statement (100000)
  --reason R       only events rejected for this reason
  --sql-root DIR   as for every command: relay --help
)";

constexpr std::string_view kHealth = R"(Usage: relay health [--ready]

Asks the relay on HOST and PORT of this machine whether it lives, or, with --ready, whether it can
take events; says so in one line and exits with 0 or 1. Meant for health checks of containers.
)";

constexpr std::string_view kGeneral = R"(Usage: relay [COMMAND] [--sql-root DIR]

Commands:
  serve      take events over HTTP and store them in ClickHouse (the default)
  migrate    bring the ClickHouse database up to date, then exit
  reconcile  decide again whose each id is, and say what changed
  replay     apply the rules of today to stored, exported or rejected raw events
  health     ask the relay on this machine whether it lives, or is ready

Options:
  --sql-root DIR   the folder that holds migrations/ and sql/ (../share/relay from the program)
  --help           this text; after a command, what that command does
  --version        the version

All settings come from environment variables: docs/configuration.md.
)";

}  // namespace

std::string_view helpText(Command command) {
    switch (command) {
        case Command::kServe:
            return kServe;
        case Command::kMigrate:
            return kMigrate;
        case Command::kReconcile:
            return kReconcile;
        case Command::kReplay:
            return kReplay;
        case Command::kHealth:
            return kHealth;
        default:
            return kGeneral;
    }
}

}  // namespace relay
