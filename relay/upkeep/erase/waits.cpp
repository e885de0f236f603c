#include "upkeep/erase/waits.h"

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

}  // namespace

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

}  // namespace relay
