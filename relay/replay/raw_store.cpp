#include "replay/raw_store.h"

#include "delivery/delivery_policy.h"
#include "delivery/raw_insert.h"
#include "delivery/retry_policy.h"
#include "maintain/running_inserts.h"
#include "replay/follow_up.h"
#include "replay/raw_retention.h"
#include "replay/stage.h"

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

// Rows that came without a receive time have the one of their load, which a later load does not
// know. Their batch ids are of version 5, unlike the relay's; loads are few.
constexpr std::string_view kFindLoads = R"(
CREATE TABLE replay_load_times ENGINE = MergeTree ORDER BY received_at AS
SELECT DISTINCT received_at FROM raw_events WHERE substring(toString(batch_id), 15, 1) = '5')";

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
            range.batch_ids.append(range.batch_ids.empty() ? "" : ",").append(quoted(row.batch_id));
        }
    }
    return range;
}

std::string nameOf(const RawLineRow& row) {
    return row.batch_id + " " + row.name;
}

// The noted raw events that are stored, as long as raw_events is complete.
tl::expected<StageSource, std::string> notedEvents(Database& database) {
    const auto days = rawRetentionDays(database);
    if (!days) {
        return tl::unexpected(days.error());
    }
    return database
        .rows("SELECT toString(min(received_from)), toString(max(received_to)) FROM replay_loading")
        .map([&](const std::vector<Database::Row>& rows) {
            return StageSource{
                false,
                "received_at BETWEEN " + quoted(rows.front().at(0)) + " AND " +
                    quoted(rows.front().at(1)) + " AND received_at >= " + rawKeptSince(*days),
                "batch_id IN (SELECT arrayJoin(batch_ids) FROM replay_loading)"};
        });
}

// Stores what is missing of the noted events; how many they were.
tl::expected<std::size_t, std::string> complete(Database& database) {
    if (auto done = waitForRunningInserts(database); !done) {
        return tl::unexpected(done.error());
    }
    const auto source = notedEvents(database);
    auto stage = ReplayStage::open(database);
    if (!source || !stage) {
        return tl::unexpected(source ? stage.error() : source.error());
    }
    const auto summary = stage->fill(*source);
    if (!summary) {
        return tl::unexpected(summary.error());
    }
    if (summary->changed != 0) {
        auto done = announceFollowUp(database).and_then([&] { return stage->apply(); });
        if (!done) {
            return tl::unexpected(done.error());
        }
    }
    return stage->close().map([&] { return summary->changed; });
}

}  // namespace

tl::expected<void, std::string> recoverLoad(Database& database, const Progress& tell) {
    const auto is_left = database.number("EXISTS TABLE replay_loading").and_then([&](auto exists) {
        return exists == 0 ? tl::expected<std::uint64_t, std::string>(0)
                           : database.number("SELECT count() FROM replay_loading");
    });
    if (!is_left || *is_left == 0) {
        return is_left.map([](std::uint64_t) {});
    }
    return complete(database).and_then([&](std::size_t completed) {
        if (completed != 0) {
            tell(std::to_string(completed) + " events of a load that was cut short are completed");
        }
        return database.run("TRUNCATE TABLE replay_loading");
    });
}

tl::expected<void, std::string> RawStore::open() {
    return database_.runAll(
        {"CREATE TABLE IF NOT EXISTS replay_loading (received_from DateTime64(6, 'UTC'), "
         "received_to DateTime64(6, 'UTC'), batch_ids Array(UUID)) ENGINE = MergeTree ORDER BY "
         "received_from",
         "DROP TABLE IF EXISTS replay_load_times SYNC",
         std::string(kFindLoads),
         "INSERT INTO replay_load_times VALUES (" + quoted(now_) + ")"}
    );
}

tl::expected<void, std::string> RawStore::close() {
    return database_.runAll(
        {"DROP TABLE IF EXISTS replay_loading SYNC", "DROP TABLE IF EXISTS replay_load_times SYNC"}
    );
}

tl::expected<void, std::string> RawStore::note(const std::vector<RawLineRow>& rows) {
    const auto range = rangeOf(rows);
    return database_.run(
        "INSERT INTO replay_loading SELECT " + quoted(range.from) + ", " + quoted(range.to) +
        ", [" + range.batch_ids + "]"
    );
}

tl::expected<RawStore::Missing, std::string> RawStore::findMissing(
    const std::vector<RawLineRow>& rows
) {
    const auto range = rangeOf(rows);
    return database_
        .rows(
            "SELECT batch_id, seq, fallback_uuid FROM raw_events WHERE (received_at BETWEEN " +
            quoted(range.from) + " AND " + quoted(range.to) +
            " OR received_at IN (SELECT received_at FROM replay_load_times)) AND batch_id IN (" +
            range.batch_ids + ")"
        )
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

tl::expected<void, RawStore::Failure> RawStore::insert(std::string_view ndjson) {
    return client_.execute(makeRawInsert({ndjson}, makeToken(), kTimeout))
        .map([](const std::string&) {})
        .map_error([](const ClickHouseError& error) {
            return Failure{error.isRetryable(), error.message};
        });
}

// An insert is done when ClickHouse says so at the first attempt. After a failure it may have
// stored anything, so that what is in raw_events is completed, and only the rest is sent again.
tl::expected<std::size_t, RawStore::Failure> RawStore::tryToStore(
    const std::vector<RawLineRow>& rows
) {
    const auto doubt = [](const std::string& message) { return Failure{true, message}; };
    const auto missing = findMissing(rows).map_error(doubt);
    if (!missing) {
        return tl::unexpected(missing.error());
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
    return missing->size();
}

tl::expected<std::size_t, std::string> RawStore::store(const std::vector<RawLineRow>& rows) {
    const auto missing = findMissing(rows);
    if (!missing || missing->empty()) {
        return missing.map([](const Missing&) { return std::size_t{0}; });
    }
    if (auto noted = note(rows); !noted) {
        return tl::unexpected(noted.error());
    }
    const DeliveryPolicy policy;
    auto done = tryToStore(rows);
    for (std::size_t attempt = 1; !done; ++attempt) {
        if (!done.error().is_retryable || attempt == kMaxAttempts) {
            return tl::unexpected(
                "not all stored; running it again completes it: " + done.error().message
            );
        }
        if (auto go_on = database_.pause(backoff(policy, attempt, kFullPause)); !go_on) {
            return tl::unexpected(go_on.error());
        }
        done = complete(database_)
                   .map_error([](const std::string& message) {
                       return Failure{true, message};
                   })
                   .and_then([&](std::size_t) { return tryToStore(rows); });
    }
    return database_.run("TRUNCATE TABLE replay_loading").map([&] { return missing->size(); });
}

}  // namespace relay
