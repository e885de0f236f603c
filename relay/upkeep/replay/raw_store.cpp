#include "upkeep/replay/raw_store.h"

#include "delivery/delivery_policy.h"
#include "delivery/raw_insert.h"
#include "delivery/retry_policy.h"
#include "upkeep/replay/follow_up.h"
#include "upkeep/replay/view_queries.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <set>

namespace relay {

namespace {

constexpr std::size_t kMaxAttempts = 8;
constexpr std::chrono::minutes kTimeout{2};
constexpr std::size_t kDaySize = 10;
constexpr double kFullPause = 1.0;

// By which a load's inserts are told from those of relays.
const std::string kComment = "relay replay --file";

struct Range {
    std::string from;
    std::string to;
    std::string batch_ids;  // a list of literals
};

Range rangeOf(const std::vector<RawLineRow>& rows) {
    Range range{rows.front().received_at, rows.front().received_at, ""};
    std::set<std::string_view> seen;
    for (const auto& row : rows) {
        range.from = std::min(range.from, row.received_at);
        range.to = std::max(range.to, row.received_at);
        if (seen.insert(row.batch_id).second) {
            range.batch_ids.append(range.batch_ids.empty() ? "'" : ",'").append(row.batch_id);
            range.batch_ids += '\'';
        }
    }
    return range;
}

std::string nameOf(const RawLineRow& row) {
    return row.batch_id + " " + row.name;
}

Script withBatches(const std::string& name, const Range& range) {
    return {name, {{"begin", range.from}, {"end", range.to}}, {{"BATCH_IDS", range.batch_ids}}};
}

// Stores what follows from the noted raw events that are stored; how many there are.
tl::expected<std::uint64_t, std::string> complete(Database& database) {
    const auto views = ViewQueries::read(database);
    const auto noted = database.select({"noted_raw"});
    if (!views || !noted) {
        return tl::unexpected(views ? noted.error() : views.error());
    }
    return database.run({"load_complete", {}, {{"NORMALIZED", views->normalized(*noted)}}}
    ).and_then([&] {
        return database.number({"count_noted", {}, {{"NOTED", *noted}}});
    });
}

}  // namespace

// Waits for a killed load's last insert to end before it looks at what is stored.
tl::expected<void, std::string> recoverLoad(Database& database, const Progress& tell) {
    const auto is_noted = database.number({"is_load_noted"});
    if (!is_noted || *is_noted == 0) {
        return is_noted.map([](std::uint64_t) {});
    }
    const auto notes = database.number({"count_notes"});
    if (!notes || *notes == 0) {
        return notes.map([](std::uint64_t) {});
    }
    return waitForStatements(database, kComment, "another load")
        .and_then([&] { return complete(database); })
        .and_then([&](std::uint64_t completed) {
            if (completed != 0) {
                tell(
                    std::to_string(completed) + " events of a load that was cut short are completed"
                );
            }
            return database.run({"load_forget"});
        });
}

tl::expected<void, std::string> RawStore::open() {
    return database_.run({"load_begin", {{"now", now_}}});
}

tl::expected<void, std::string> RawStore::close() {
    return database_.run({"load_end"});
}

tl::expected<RawStore::Missing, std::string> RawStore::findMissing(
    const std::vector<RawLineRow>& rows
) {
    return database_.rows(withBatches("load_stored", rangeOf(rows)))
        .map([&](const std::vector<Database::Row>& found) {
            std::set<std::string> stored;
            for (const auto& row : found) {
                stored.insert(row.at(0) + " " + row.at(1));
                stored.insert(row.at(0) + " " + row.at(2));
            }
            Missing missing;
            for (const auto& row : rows) {
                if (stored.insert(nameOf(row)).second) {
                    missing.push_back(&row);
                }
            }
            return missing;
        });
}

// Again with the same token after a failure, so that what it has stored is not stored twice, and
// what follows from it is completed.
tl::expected<void, std::string> RawStore::insert(std::string_view ndjson) {
    const DeliveryPolicy policy;
    const auto token = makeToken();
    for (std::size_t attempt = 1;; ++attempt) {
        auto request = makeRawInsert({ndjson}, token, kTimeout);
        request.settings.emplace_back("log_comment", kComment);
        const auto done = client_.execute(request);
        if (done) {
            return {};
        }
        if (!done.error().isRetryable() || attempt == kMaxAttempts) {
            return tl::unexpected(
                "not all stored; running it again completes it: " + done.error().message
            );
        }
        if (auto go_on = database_.pause(backoff(policy, attempt, kFullPause)); !go_on) {
            return go_on;
        }
    }
}

tl::expected<std::size_t, std::string> RawStore::store(const std::vector<RawLineRow>& rows) {
    const auto missing = findMissing(rows);
    if (!missing || missing->empty()) {
        return missing.map([](const Missing&) { return std::size_t{0}; });
    }
    if (auto noted = database_.run(withBatches("load_note", rangeOf(rows))); !noted) {
        return tl::unexpected(noted.error());
    }
    std::map<std::string, std::string> days;  // an insert touches one partition
    for (const auto* row : *missing) {
        days[row->received_at.substr(0, kDaySize)] += row->json + "\n";
    }
    for (const auto& [day, ndjson] : days) {
        if (auto done = insert(ndjson); !done) {
            return tl::unexpected(done.error());
        }
    }
    return database_.run({"load_forget"}).map([&] { return missing->size(); });
}

}  // namespace relay
