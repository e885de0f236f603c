#include "maintain/reconcile.h"

#include "maintain/activity.h"
#include "maintain/map_renewal.h"
#include "maintain/unclaimed_ids.h"

#include <array>
#include <chrono>

namespace relay {

namespace {

constexpr std::chrono::milliseconds kPollInterval{500};
constexpr int kPollsPerLine = 10;

// So many are folded at a time, that what happens meanwhile shows soon.
constexpr std::uint64_t kIdsPerFold = 50'000;

// A run that left everything to take. It is later than a run that began before this row can be
// read.
constexpr std::string_view kForgetRuns = R"(
INSERT INTO background_runs (job, started_at, from_block, to_block)
SELECT 'identity', now64(6) + INTERVAL 1 SECOND, 0, 0)";

// In the order in which they work.
struct Job {
    std::string name;
    std::string table;  // what it takes its work from
    std::string_view doing;
};

const std::array<Job, 2> kJobs{{
    {"identity", "identity_claims", "resolving claims …"},
    {"persons", "touched_ids", "folding persons …"},
}};

constexpr std::string_view kFailures = R"(
SELECT view, substring(exception, 1, 300) FROM system.view_refreshes
WHERE database = currentDatabase() AND view IN ('reconcile_identity', 'fold_persons') AND exception != '')";

std::string runsSince(const std::string& start, std::string_view sum, std::string_view job) {
    return "SELECT toUInt64(" + std::string(sum) +
           ") FROM (SELECT sum(rows) AS rows, sum(changes) AS "
           "changes FROM background_runs WHERE job = '" +
           std::string(job) + "' AND started_at >= " + quoted(start) + " GROUP BY started_at)";
}

// Of all that is there now; what inserts bring meanwhile does not keep it. A job that fails tries
// again by itself; one that fails again and again is worth a word.
tl::expected<void, std::string>
waitForJob(Database& database, const Job& job, const Progress& progress) {
    const auto block = database.number(
        "SELECT max(max_block_number) FROM system.parts WHERE database = currentDatabase() AND "
        "active AND table = " +
        quoted(job.table)
    );
    if (!block) {
        return tl::unexpected(block.error());
    }
    const auto last = std::to_string(*block);
    const auto is_done = "SELECT done_block >= " + last + " OR to_block < " + last +
                         " FROM background_progress(job = " + quoted(job.name) + ")";
    for (int poll = 1;; ++poll) {
        const auto done = database.number(is_done);
        if (!done) {
            return tl::unexpected(done.error());
        }
        if (*done != 0) {
            return {};
        }
        if (poll % kPollsPerLine == 0) {
            progress(job.doing);
            const auto failures = database.rows(kFailures);
            if (failures && !failures->empty()) {
                return tl::unexpected(failures->front().at(0) + ": " + failures->front().at(1));
            }
        }
        if (auto go_on = database.pause(kPollInterval); !go_on) {
            return go_on;
        }
    }
}

tl::expected<void, std::string> waitForJobs(Database& database, const Progress& progress) {
    for (const auto& job : kJobs) {
        if (auto done = waitForJob(database, job, progress); !done) {
            return done;
        }
    }
    return {};
}

// How many persons there are, all of them folded.
tl::expected<std::uint64_t, std::string> foldAll(Database& database, const Progress& progress) {
    auto ids = database.number("SELECT count() FROM id_activity");
    if (!ids) {
        return ids;
    }
    const auto slices = std::to_string(*ids / kIdsPerFold + 1);
    std::uint64_t persons = 0;
    for (std::uint64_t slice = 0; slice <= *ids / kIdsPerFold; ++slice) {
        const auto start = database.rows("SELECT now64(6, 'UTC')");
        if (!start) {
            return tl::unexpected(start.error());
        }
        auto folded =
            database
                .run(
                    "INSERT INTO touched_ids (distinct_id, own_person_id) SELECT distinct_id, "
                    "any(own_person_id) FROM id_activity WHERE cityHash64(distinct_id) % " +
                    slices + " = " + std::to_string(slice) + " GROUP BY distinct_id"
                )
                .and_then([&] { return waitForJobs(database, progress); })
                .and_then([&] {
                    return database.number(runsSince(start->front().front(), "max(rows)", "persons")
                    );
                });
        if (!folded) {
            return folded;
        }
        persons += *folded;
    }
    return persons;
}

}  // namespace

tl::expected<ReconcileReport, std::string>
reconcileAll(Database& database, const Progress& progress) {
    const auto start = database.rows("SELECT now64(6, 'UTC')");
    if (!start) {
        return tl::unexpected(start.error());
    }
    const auto started_at = start->front().front();
    ReconcileReport report;
    const auto keep = [](std::uint64_t& value) {
        return [&value](std::uint64_t found) { value = found; };
    };
    return repairActivity(database)
        .and_then([&] { return forgetUnclaimedIds(database); })
        .and_then([&] { return database.run(kForgetRuns); })
        .and_then([&] { return waitForJobs(database, progress); })
        .and_then([&] { return restoreOverrides(database); })
        .and_then([&] { return database.number(runsSince(started_at, "max(rows)", "identity")); })
        .map(keep(report.ids))
        .and_then([&] { return database.number(runsSince(started_at, "sum(changes)", "identity")); }
        )
        .map(keep(report.changed_ids))
        .and_then([&] { return foldAll(database, progress); })
        .map(keep(report.folded_persons))
        .and_then([&] {
            return database.rows(
                "SELECT if(refused = '', 'accepted', concat('refused, ', refused)) AS verdict, "
                "count() FROM identity_claims FINAL GROUP BY verdict ORDER BY verdict"
            );
        })
        .map([&](const std::vector<Database::Row>& rows) {
            for (const auto& row : rows) {
                report.claims.emplace_back(row.at(0), row.at(1));
            }
            return report;
        });
}

}  // namespace relay
