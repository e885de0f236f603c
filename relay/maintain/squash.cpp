#include "maintain/squash.h"

#include "maintain/activity.h"
#include "maintain/map_renewal.h"

#include <chrono>
#include <thread>

namespace relay {

namespace {

constexpr std::chrono::milliseconds kPollInterval{200};
constexpr int kPollsPerLine = 25;

using Done = tl::expected<void, std::string>;

// Of the copies of an event all but the first received. Merges remove those that have one sorting
// key; these have several, because the time of the event depends on when it was received.
constexpr std::string_view kLaterCopies = R"(
SELECT copies.1 AS uuid, copies.2 AS precedence, distinct_id
FROM
(
    SELECT distinct_id, arraySlice(arrayReverseSort(copy -> copy.2, groupUniqArray((uuid, precedence))), 2) AS later
    FROM event_log
    WHERE (event, distinct_id, uuid) IN (SELECT event, distinct_id, uuid FROM shifted_events)
    GROUP BY event, distinct_id, uuid
)
ARRAY JOIN later AS copies)";

Done removeCopies(Database& database, SquashReport& report) {
    const auto later = "(" + std::string(kLaterCopies) + ")";
    const auto count = database.number("SELECT count() FROM " + later);
    if (!count) {
        return tl::unexpected(count.error());
    }
    report.removed_copies = *count;
    if (*count == 0) {
        return {};
    }
    return database
        .runAll(
            {"INSERT INTO activity_repairs SELECT distinct_id, any(own_person_id) FROM id_activity "
             "WHERE distinct_id IN (SELECT distinct_id FROM " +
                 later + ") GROUP BY distinct_id",
             "DELETE FROM event_log WHERE (uuid, precedence) IN (SELECT uuid, precedence FROM " +
                 later + ")"}
        )
        .and_then([&] { return repairActivity(database); });
}

// As decided, whatever person_overrides says: so a squash also mends what reading lacks.
std::string decidedPerson(const std::string& database) {
    return "coalesce(joinGetOrNull('" + database +
           ".identity_state', 'person_id', cityHash64(distinct_id)), person_id)";
}

// Waits for all mutations of event_log, those of a squash that was killed too.
Done waitForMutations(Database& database, const Progress& progress) {
    for (int poll = 1;; ++poll) {
        const auto left = database.rows(
            "SELECT sum(parts_to_do), max(latest_fail_reason), count() FROM system.mutations WHERE "
            "database = currentDatabase() AND table = 'event_log' AND NOT is_done"
        );
        if (!left) {
            return tl::unexpected(left.error());
        }
        const auto& row = left->front();
        if (row.at(2) == "0") {
            return {};
        }
        if (!row.at(1).empty()) {
            return tl::unexpected("a rewrite fails: " + row.at(1).substr(0, row.at(1).find('\n')));
        }
        if (poll % kPollsPerLine == 0) {
            progress("  " + row.at(0) + " parts to go");
        }
        std::this_thread::sleep_for(kPollInterval);
    }
}

Done rewritePartition(
    Database& database,
    const std::string& name,
    const std::string& partition,
    const Progress& progress,
    SquashReport& report
) {
    const auto person = decidedPerson(name);
    const auto events = database.number(
        "SELECT count() FROM event_log WHERE _partition_id = " + quoted(partition) +
        " AND person_id != " + person
    );
    if (!events) {
        return tl::unexpected(events.error());
    }
    progress("partition " + partition + ": " + std::to_string(*events) + " events to rewrite");
    if (*events == 0) {
        return {};
    }
    report.rewritten_events += *events;
    return database
        .run(
            "ALTER TABLE event_log UPDATE person_id = " + person + " IN PARTITION ID " +
            quoted(partition) + " WHERE person_id != " + person
        )
        .and_then([&] { return waitForMutations(database, progress); });
}

Done rewriteEvents(Database& database, const Progress& progress, SquashReport& report) {
    if (auto done = waitForMutations(database, progress); !done) {
        return done;
    }
    const auto name = database.rows("SELECT currentDatabase()");
    const auto partitions = database.rows(
        "SELECT DISTINCT partition_id FROM system.parts WHERE database = currentDatabase() AND "
        "table = 'event_log' AND active ORDER BY partition_id"
    );
    if (!name || !partitions) {
        return tl::unexpected(name ? partitions.error() : name.error());
    }
    for (const auto& partition : *partitions) {
        auto done =
            rewritePartition(database, name->front().front(), partition.front(), progress, report);
        if (!done) {
            return done;
        }
    }
    return {};
}

}  // namespace

tl::expected<SquashReport, std::string> squash(Database& database, const Progress& progress) {
    SquashReport report;
    const auto count_overrides = [&database](std::uint64_t& count) {
        return database.number("SELECT count() FROM person_overrides")
            .map([&count](std::uint64_t found) { count = found; });
    };
    return finishRenewal(database)
        .and_then([&] { return repairActivity(database); })
        .and_then([&] { return count_overrides(report.overrides_before); })
        .and_then([&] { return removeCopies(database, report); })
        .and_then([&] { return rewriteEvents(database, progress, report); })
        .and_then([&] { return renewMaps(database, progress); })
        .and_then([&] { return count_overrides(report.overrides_after); })
        .map([&] { return report; });
}

}  // namespace relay
