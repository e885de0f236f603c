#include "replay/follow_up.h"

#include "maintain/reconcile.h"
#include "replay/stage.h"

#include <chrono>

namespace relay {

namespace {

constexpr std::chrono::milliseconds kPollInterval{100};
constexpr int kQuietPolls = 10;
constexpr std::chrono::minutes kPatience{10};

// A replay that lives has a statement under way nearly always, and several commands may wait here.
// The statements of one that was killed go on in ClickHouse until they end.
tl::expected<void, std::string> waitForStatements(Database& database) {
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    int quiet_polls = 0;
    while (quiet_polls < kQuietPolls) {
        const auto running = database.number(
            "SELECT count() FROM system.processes WHERE current_database = currentDatabase() AND "
            "match(query, 'replay_stage|replay_diff') AND query NOT LIKE '%system.processes%'"
        );
        if (!running) {
            return tl::unexpected(running.error());
        }
        quiet_polls = *running == 0 ? quiet_polls + 1 : 0;
        if (std::chrono::steady_clock::now() > deadline) {
            return tl::unexpected(std::string("another replay is under way"));
        }
        if (auto go_on = database.pause(kPollInterval); !go_on) {
            return go_on;
        }
    }
    return {};
}

}  // namespace

tl::expected<void, std::string> completeChange(Database& database, const Progress& tell) {
    const auto was_cut = ReplayStage::isCut(database);
    if (!was_cut || !*was_cut) {
        return was_cut.map([](bool) {});
    }
    if (auto done = waitForStatements(database); !done) {
        return done;
    }
    const auto is_cut = ReplayStage::isCut(database);
    if (!is_cut || !*is_cut) {
        return is_cut.map([](bool) {});
    }
    tell("completing a change of an earlier replay, which was cut short");
    return ReplayStage::open(database).and_then([](ReplayStage stage) {
        return stage.resume().and_then([&] { return stage.close(); });
    });
}

tl::expected<void, std::string> announceFollowUp(Database& database) {
    return database.run(
        "CREATE TABLE IF NOT EXISTS replay_unfinished (nothing UInt8) ENGINE = MergeTree ORDER BY "
        "nothing"
    );
}

tl::expected<bool, std::string> isFollowUpDue(Database& database) {
    return database.number("EXISTS TABLE replay_unfinished").map([](std::uint64_t exists) {
        return exists != 0;
    });
}

tl::expected<void, std::string> followUp(Database& database, const Progress& tell) {
    const auto is_due = isFollowUpDue(database);
    if (!is_due || !*is_due) {
        return is_due.map([](bool) {});
    }
    return reconcileAll(database, tell).and_then([&](const ReconcileReport& report) {
        tell(std::to_string(report.changed_ids) + " ids have another person or owner");
        return database.run("DROP TABLE replay_unfinished SYNC");
    });
}

}  // namespace relay
