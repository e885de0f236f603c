#include "upkeep/erase/delete_erased.h"

#include "upkeep/erase/erased_rows.h"
#include "upkeep/replay/follow_up.h"
#include "upkeep/replay/stage.h"
#include "upkeep/scripts/progress_bar.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <vector>

namespace relay {

namespace {

constexpr std::chrono::milliseconds kPollInterval{100};
constexpr std::chrono::minutes kPatience{10};
constexpr std::chrono::minutes kPatienceWithFailure{1};

// Background views may store once more what they read just before it was deleted.
constexpr int kMaxPasses = 3;

// What a replay staged before the ids were suppressed it stores again. One that was cut short is
// completed, and what it left is taken away.
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

tl::expected<void, std::string> waitForInserts(Database& database) {
    const auto since = database.value({"server_time"});
    if (!since) {
        return tl::unexpected(since.error());
    }
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    for (;;) {
        const auto running = database.number({"count_inserts_since", {{"since", *since}}});
        if (!running || *running == 0) {
            return running.map([](std::uint64_t) {});
        }
        if (std::chrono::steady_clock::now() > deadline) {
            return tl::unexpected(std::string("inserts that began before do not end"));
        }
        if (auto go_on = database.pause(kPollInterval); !go_on) {
            return go_on;
        }
    }
}

struct Deletes {
    std::uint64_t parts = 0;  // still to be written anew
    std::string failure;      // of the last attempt, of which ClickHouse makes more by itself
};

tl::expected<Deletes, std::string> readDeletes(Database& database) {
    return database.rows({"erase_progress"}).map([](const std::vector<Database::Row>& rows) {
        Deletes deletes;
        for (const auto& row : rows) {
            deletes.parts += std::max<std::uint64_t>(1, std::stoull(row.at(1)));
            if (!row.at(2).empty()) {
                deletes.failure = row.at(0) + ": " + row.at(2);
            }
        }
        return deletes;
    });
}

// Shows how far the DELETEs are.
class DeleteWatch {
public:
    explicit DeleteWatch(std::uint64_t parts) : left_(parts), bar_("deleting", parts) {}

    // Error: nothing has come of it for a while, and why.
    tl::expected<void, std::string> look(const Deletes& deletes) {
        const auto now = std::chrono::steady_clock::now();
        if (deletes.parts < left_) {
            bar_.advance(left_ - deletes.parts);
            left_ = deletes.parts;
            moved_at_ = now;
        }
        if (!deletes.failure.empty() && now - moved_at_ > kPatienceWithFailure) {
            return tl::unexpected(
                "ClickHouse cannot delete yet, and tries again by itself: " + deletes.failure
            );
        }
        return {};
    }

private:
    std::uint64_t left_;
    ProgressBar bar_;
    std::chrono::steady_clock::time_point moved_at_ = std::chrono::steady_clock::now();
};

tl::expected<void, std::string> waitForDeletes(Database& database) {
    auto deletes = readDeletes(database);
    if (!deletes || deletes->parts == 0) {
        return deletes.map([](const Deletes&) {});
    }
    DeleteWatch watch(deletes->parts);
    while (deletes && deletes->parts != 0) {
        auto go_on = watch.look(*deletes).and_then([&] { return database.pause(kPollInterval); });
        if (!go_on) {
            return go_on;
        }
        deletes = readDeletes(database);
    }
    return deletes.and_then([&](const Deletes& none) { return watch.look(none); });
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

// The DELETEs of an earlier pass, or of an erasure that was killed, read the same table.
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
        const auto left =
            deletePass(database, ids).and_then([&] { return countErasedRows(database); });
        if (!left || isNothing(*left)) {
            return left.map([](const ErasedRows&) {});
        }
    }
    return tl::unexpected(std::string("events of erased ids keep coming; run it again"));
}

}  // namespace

tl::expected<void, std::string> deleteErased(Database& database, const Progress& tell) {
    return endReplays(database, tell)
        .and_then([&] { return database.select({"erase_suppressed"}); })
        .and_then([&](const std::string& ids) { return deleteAll(database, ids); })
        .and_then([&] { return endErasure(database); });
}

tl::expected<void, std::string> endErasure(Database& database) {
    return waitForDeletes(database).and_then([&] { return database.run({"erase_end"}); });
}

}  // namespace relay
