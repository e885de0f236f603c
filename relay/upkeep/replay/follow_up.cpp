#include "upkeep/replay/follow_up.h"

#include "upkeep/reconcile/decide_again.h"
#include "upkeep/replay/stage.h"

#include <chrono>

namespace relay {

namespace {

constexpr std::chrono::milliseconds kPollInterval{100};
constexpr int kQuietPolls = 10;
constexpr std::chrono::minutes kPatience{10};

tl::expected<bool, std::string> isLeft(Database& database) {
    return ReplayStage::isCut(database).and_then([&](bool is_cut) {
        return is_cut ? tl::expected<bool, std::string>(true) : isFollowUpDue(database);
    });
}

tl::expected<void, std::string> resumeChange(Database& database, const Progress& tell) {
    const auto is_cut = ReplayStage::isCut(database);
    if (!is_cut || !*is_cut) {
        return is_cut.map([](bool) {});
    }
    tell("completing a change of an earlier replay, which was cut short");
    return ReplayStage::open(database).and_then([](ReplayStage stage) {
        return stage.resume().and_then([&] { return stage.close(); });
    });
}

tl::expected<void, std::string> mendActivity(Database& database, const ChosenIds& ids) {
    const auto views = ViewQueries::read(database);
    const auto recent = database.select({"recent_raw"});
    if (!views || !recent) {
        return tl::unexpected(views ? recent.error() : views.error());
    }
    const auto activity = views->activity(inBrackets(views->normalized(*recent)));
    return ids.forEachSlice(
        database, "finding times", {"mend_activity", {}, {{"RECENT_ACTIVITY", activity}}}
    );
}

}  // namespace

// A replay that lives is without a statement for moments only: a quiet second says it ended.
tl::expected<void, std::string>
waitForStatements(Database& database, const std::string& pattern, const std::string& command) {
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    for (int quiet_polls = 0; quiet_polls < kQuietPolls;) {
        const auto running = database.number({"count_statements", {{"pattern", pattern}}});
        if (!running) {
            return tl::unexpected(running.error());
        }
        quiet_polls = *running == 0 ? quiet_polls + 1 : 0;
        if (std::chrono::steady_clock::now() > deadline) {
            return tl::unexpected(command + " is under way");
        }
        if (auto go_on = database.pause(kPollInterval); !go_on) {
            return go_on;
        }
    }
    return {};
}

tl::expected<void, std::string> completeReplay(Database& database, const Progress& tell) {
    const auto is_left = isLeft(database);
    if (!is_left || !*is_left) {
        return is_left.map([](bool) {});
    }
    return waitForStatements(database, std::string(kReplayStatements), "another replay")
        .and_then([&] { return resumeChange(database, tell); })
        .and_then([&] { return followUp(database, tell); });
}

tl::expected<bool, std::string> isFollowUpDue(Database& database) {
    return database.number({"is_follow_up_due"}).map([](std::uint64_t exists) {
        return exists != 0;
    });
}

tl::expected<void, std::string> followUp(Database& database, const Progress& tell) {
    const auto is_due = isFollowUpDue(database);
    if (!is_due || !*is_due) {
        return is_due.map([](bool) {});
    }
    return chooseIds(database, "replayed_ids")
        .and_then([&](const ChosenIds& ids) {
            return mendActivity(database, ids).and_then([&] { return decideAgain(database, ids); });
        })
        .and_then([&] { return database.value({"replayed_since"}); })
        .and_then([&](const std::string& since) {
            return database.number({"count_decided", {{"since", since}}});
        })
        .and_then([&](std::uint64_t changed) {
            tell(std::to_string(changed) + " ids have another person or owner");
            return database.run({"end_follow_up"});
        });
}

}  // namespace relay
