#include "maintain/squash.h"

#include "maintain/activity.h"

#include <chrono>
#include <thread>
#include <vector>

namespace relay {

namespace {

constexpr std::chrono::milliseconds kPollInterval{200};
constexpr int kPollsPerLine = 25;

using Done = tl::expected<void, std::string>;

// What a killed squash left behind: its rows are right, and are added again before the table goes.
Done restoreLeftOver(Database& database, const std::string& table, const std::string& restore) {
    const auto is_left = database.number("EXISTS TABLE " + table);
    if (!is_left) {
        return tl::unexpected(is_left.error());
    }
    return *is_left != 0 ? database.runAll({restore, "DROP TABLE " + table + " SYNC"}) : Done();
}

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

const std::string kPerson =
    "coalesce(joinGetOrNull('person_overrides', 'person_id', cityHash64(distinct_id)), person_id)";

std::string inDatabase(std::string sql, const std::string& database) {
    const std::string name = "'person_overrides'";
    for (auto at = sql.find(name); at != std::string::npos; at = sql.find(name, at + 1)) {
        sql.replace(at, name.size(), "'" + database + ".person_overrides'");
    }
    return sql;
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
    const auto events = database.number(
        "SELECT count() FROM event_log WHERE _partition_id = " + quoted(partition) +
        " AND person_id != " + kPerson
    );
    if (!events) {
        return tl::unexpected(events.error());
    }
    progress("partition " + partition + ": " + std::to_string(*events) + " events to rewrite");
    if (*events == 0) {
        return {};
    }
    report.rewritten_events += *events;
    const auto person = inDatabase(kPerson, name);
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

const std::string kStateFromDecisions = R"(
INSERT INTO identity_state
SELECT cityHash64(distinct_id), latest.1, latest.2, latest.3, latest.4, latest.5
FROM
(
    SELECT distinct_id, argMax((owner_hash, claimed_at, claim_uuid, is_identified, person_id), decided_at) AS latest
    FROM identity_decisions
    )";

// A map in memory is also a file per insert on disk: a new map is one file.
Done renewState(Database& database) {
    auto restored = restoreLeftOver(
        database, "identity_state_next", kStateFromDecisions + "GROUP BY distinct_id)"
    );
    if (!restored) {
        return restored;
    }
    const auto start = database.rows("SELECT now64(6, 'UTC') - INTERVAL 1 MINUTE");
    if (!start) {
        return tl::unexpected(start.error());
    }
    return database.runAll(
        {"CREATE TABLE identity_state_next AS identity_state",
         "INSERT INTO identity_state_next SELECT * FROM identity_state",
         "EXCHANGE TABLES identity_state AND identity_state_next",
         kStateFromDecisions +
             "WHERE distinct_id IN (SELECT distinct_id FROM identity_decisions WHERE decided_at "
             ">= " +
             quoted(start->front().front()) + ") GROUP BY distinct_id)",
         "DROP TABLE identity_state_next SYNC"}
    );
}

// Needed are the ids that still have events of another person, and those of late: touched_ids
// remembers a day. An id that speaks again after it was dropped comes back with that insert.
Done dropOverrides(Database& database) {
    const std::string current = "joinGet('identity_state', 'person_id', distinct_id_hash)";
    auto restored = restoreLeftOver(
        database,
        "person_overrides_next",
        "INSERT INTO person_overrides SELECT distinct_id_hash, " + current +
            " FROM person_overrides_next WHERE isNotNull(joinGetOrNull('identity_state', "
            "'person_id', distinct_id_hash))"
    );
    if (!restored) {
        return restored;
    }
    const auto block = database.number(
        "SELECT max(max_block_number) FROM system.parts WHERE database = currentDatabase() AND "
        "table = 'touched_ids' AND active"
    );
    if (!block) {
        return tl::unexpected(block.error());
    }
    return database.runAll(
        {"CREATE TABLE person_overrides_next AS person_overrides",
         "INSERT INTO person_overrides_next SELECT distinct_id_hash, person_id FROM "
         "person_overrides WHERE distinct_id_hash IN (SELECT cityHash64(distinct_id) FROM "
         "touched_ids) OR distinct_id_hash IN (SELECT cityHash64(distinct_id) FROM event_log WHERE "
         "person_id != " +
             kPerson + ")",
         "EXCHANGE TABLES person_overrides AND person_overrides_next",
         // What was written to the old map meanwhile.
         "INSERT INTO person_overrides SELECT DISTINCT cityHash64(distinct_id) AS "
         "distinct_id_hash, " +
             current + " FROM touched_ids WHERE _block_number > " + std::to_string(*block) +
             " AND isNotNull(joinGetOrNull('person_overrides_next', 'person_id', "
             "cityHash64(distinct_id)))",
         "DROP TABLE person_overrides_next SYNC"}
    );
}

}  // namespace

tl::expected<SquashReport, std::string> squash(Database& database, const Progress& progress) {
    SquashReport report;
    const auto count_overrides = [&database](std::uint64_t& count) {
        return database.number("SELECT count() FROM person_overrides")
            .map([&count](std::uint64_t found) { count = found; });
    };
    return repairActivity(database)
        .and_then([&] { return count_overrides(report.overrides_before); })
        .and_then([&] { return removeCopies(database, report); })
        .and_then([&] { return rewriteEvents(database, progress, report); })
        .and_then([&] { return renewState(database); })
        .and_then([&] { return dropOverrides(database); })
        .and_then([&] { return count_overrides(report.overrides_after); })
        .map([&] { return report; });
}

}  // namespace relay
