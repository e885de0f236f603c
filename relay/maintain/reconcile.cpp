#include "maintain/reconcile.h"

#include "maintain/activity.h"
#include "maintain/unclaimed_ids.h"

#include <chrono>
#include <thread>

namespace relay {

namespace {

constexpr std::chrono::milliseconds kPollInterval{500};
constexpr int kPollsPerLine = 10;

// Two runs that saw nothing: the jobs begin again after the last run but one.
constexpr std::string_view kForgetRuns = R"(
INSERT INTO background_runs (job, started_at, from_block, to_block)
SELECT 'identity', now64(6) + toIntervalMicrosecond(number), 0, 0 FROM numbers(2))";

constexpr std::string_view kTouchAll = R"(
INSERT INTO touched_ids (distinct_id, own_person_id)
SELECT distinct_id, any(own_person_id) FROM id_activity GROUP BY distinct_id)";

// A background job, and the table whose blocks it goes through.
struct Job {
    std::string name;
    std::string table;
    std::string_view doing;
};

constexpr std::string_view kFailures = R"(
SELECT view, substring(exception, 1, 300) FROM system.view_refreshes
WHERE database = currentDatabase() AND view IN ('reconcile_identity', 'fold_persons') AND exception != '')";

std::string runsSince(const std::string& start, std::string_view sum, std::string_view job) {
    return "SELECT toUInt64(" + std::string(sum) +
           ") FROM (SELECT sum(rows) AS rows, sum(changes) AS "
           "changes FROM background_runs WHERE job = '" +
           std::string(job) + "' AND started_at >= " + quoted(start) + " GROUP BY started_at)";
}

// Waits for what is there now: inserts go on, and the job with them. A job that fails tries again
// by itself; one that fails again and again is worth a word.
tl::expected<void, std::string>
waitForJob(Database& database, const Progress& progress, const Job& job) {
    const auto last_block = database.number(
        "SELECT max(max_block_number) FROM system.parts WHERE database = currentDatabase() AND "
        "table = " +
        quoted(job.table) + " AND active"
    );
    if (!last_block) {
        return tl::unexpected(last_block.error());
    }
    const auto left =
        "WITH (SELECT max(block) FROM background_progress WHERE job = " + quoted(job.name) +
        ") AS seen SELECT count() FROM (SELECT 1 FROM " + job.table +
        " WHERE toUInt64(splitByChar('_', _part)[3]) > seen AND _block_number > seen "
        "AND _block_number <= " +
        std::to_string(*last_block) + " LIMIT 1)";
    for (int poll = 1;; ++poll) {
        const auto is_left = database.number(left);
        if (!is_left || *is_left == 0) {
            return is_left.map([](std::uint64_t) {});
        }
        if (poll % kPollsPerLine == 0) {
            progress(job.doing);
            const auto failures = database.rows(kFailures);
            if (failures && !failures->empty()) {
                return tl::unexpected(failures->front().at(0) + ": " + failures->front().at(1));
            }
        }
        std::this_thread::sleep_for(kPollInterval);
    }
}

// Persons are folded by what is decided about claims.
tl::expected<void, std::string> waitForJobs(Database& database, const Progress& progress) {
    return waitForJob(database, progress, {"identity", "identity_claims", "resolving claims …"})
        .and_then([&] {
            return waitForJob(database, progress, {"persons", "touched_ids", "folding persons …"});
        });
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
        .and_then([&] { return database.run(kTouchAll); })
        .and_then([&] { return waitForJobs(database, progress); })
        .and_then([&] { return database.number(runsSince(started_at, "max(rows)", "identity")); })
        .map(keep(report.ids))
        .and_then([&] { return database.number(runsSince(started_at, "sum(changes)", "identity")); }
        )
        .map(keep(report.changed_ids))
        .and_then([&] { return database.number(runsSince(started_at, "max(rows)", "persons")); })
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
