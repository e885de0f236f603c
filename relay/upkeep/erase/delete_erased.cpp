#include "upkeep/erase/delete_erased.h"

#include "upkeep/erase/anonymous.h"
#include "upkeep/erase/erased_rows.h"
#include "upkeep/erase/waits.h"
#include "upkeep/replay/follow_up.h"
#include "upkeep/replay/stage.h"
#include "upkeep/scripts/progress_bar.h"

#include <chrono>
#include <cstdint>

namespace relay {

namespace {

// Background views may store once more what they read just before it was deleted.
constexpr int kMaxPasses = 3;

// A replay stores again what it staged before ids were suppressed: one that was cut short is
// completed, then its stage goes.
tl::expected<void, std::string> endReplays(Database& database, const Progress& tell) {
    return database.number({"is_replay_staged"}).and_then([&](std::uint64_t tables) {
        if (tables == 0) {
            return tl::expected<void, std::string>();
        }
        return waitForStatements(database, std::string(kReplayStatements), "a replay")
            .and_then([&] { return completeReplay(database, tell); })
            .and_then([&] { return ReplayStage::open(database); })
            .and_then([](ReplayStage stage) { return stage.close(); });
    });
}

tl::expected<void, std::string> findRaw(Database& database, const std::string& ids) {
    const auto of_days = database.select({"erase_of_days"});
    const auto days = database.rows({"erase_days"});
    if (!of_days || !days) {
        return tl::unexpected(of_days ? days.error() : of_days.error());
    }
    const auto raw = database.select({"erase_raw", {}, {{"ERASED", ids}, {"OF_DAYS", *of_days}}});
    if (!raw) {
        return tl::unexpected(raw.error());
    }
    ProgressBar bar("reading raw events", days->size());
    bar.advance(0);
    for (const auto& span : *days) {
        const Script::Parameters parameters{{"first_day", span.at(0)}, {"last_day", span.at(1)}};
        auto done = database.run({"erase_find", parameters, {{"RAW", *raw}}});
        if (!done) {
            return done;
        }
        bar.advance(1);
        if (auto go_on = database.pause(std::chrono::milliseconds(0)); !go_on) {
            return go_on;
        }
    }
    return {};
}

// First DELETEs of an earlier pass, or a killed erasure, end: they read erased_raw.
tl::expected<void, std::string> deletePass(Database& database, const std::string& ids) {
    return waitForInserts(database)
        .and_then([&] { return database.run({"erase_begin"}); })
        .and_then([&] { return waitForDeletes(database); })
        .and_then([&] { return database.run({"erase_clear"}); })
        .and_then([&] { return findRaw(database, ids); })
        .and_then([&] {
            return database.run({"erase_delete", {}, {{"ERASED", ids}}});
        })
        .and_then([&] { return waitForDeletes(database); })
        .and_then([&] { return waitForInserts(database); });
}

tl::expected<void, std::string> deleteAll(Database& database, const std::string& ids) {
    for (int pass = 0; pass < kMaxPasses; ++pass) {
        const auto left = deletePass(database, ids)
                              .and_then([&] { return forgetAnonymous(database); })
                              .and_then([&] { return countErasedRows(database); });
        if (!left || isNothing(*left)) {
            return left.map([](const ErasedRows&) {});
        }
    }
    return tl::unexpected(std::string("events of erased ids keep coming; run it again"));
}

}  // namespace

tl::expected<void, std::string> deleteErased(Database& database, const Progress& tell) {
    return suppressNoted(database)
        .and_then([&] { return endReplays(database, tell); })
        .and_then([&] { return storeAnonymous(database, tell); })
        .and_then([&] { return database.select({"erase_suppressed"}); })
        .and_then([&](const std::string& ids) { return deleteAll(database, ids); })
        .and_then([&] { return endErasure(database); });
}

tl::expected<void, std::string> endErasure(Database& database) {
    return waitForDeletes(database).and_then([&] { return database.run({"erase_end"}); });
}

}  // namespace relay
