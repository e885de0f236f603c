#include "replay/stage.h"

#include <algorithm>
#include <utility>

namespace relay {

namespace {

constexpr std::size_t kSamples = 20;

// The receive times of the slice, so that a table reads only its granules.
constexpr std::string_view kInStage =
    " BETWEEN (SELECT min(received_at) FROM replay_stage) AND (SELECT max(received_at) FROM "
    "replay_stage)";

// Rows of one place that are equal but for the key's other columns count together.
constexpr std::string_view kKinds = R"(
SELECT
    multiIf(
        new_event AND old_reject, 'newly accepted',
        new_reject AND old_event, concat('newly rejected, ', reason),
        new_event AND old_event, 'event changed',
        new_reject AND old_reject, concat('rejected for another reason, ', reason),
        new_event OR new_reject, 'missing row added',
        old_event OR old_reject, 'surplus row removed',
        'claims, properties or warnings changed') AS kind,
    sum(raw_events)
FROM
(
    SELECT
        precedence,
        max(target = 'event_log' AND is_fresh) AS new_event,
        max(target = 'event_log' AND NOT is_fresh) AS old_event,
        max(target = 'rejected_events' AND is_fresh) AS new_reject,
        max(target = 'rejected_events' AND NOT is_fresh) AS old_reject
    FROM replay_diff
    GROUP BY precedence
) AS diff
INNER JOIN
(
    SELECT precedence, count() AS raw_events, max(reject_reason) AS reason
    FROM replay_stage
    WHERE {rows}
    GROUP BY precedence
) AS stage USING (precedence)
GROUP BY kind)";

// Rows of one place and one key: they differ when one is stored that no raw event of the place
// makes, or when none is stored. Several raw events may make different ones; then any of them is
// right where the first received is enough, for they were received at once. Elsewhere all are.
constexpr std::string_view kDifference = R"(
SELECT target, precedence, arrayJoin(arrayConcat(if(lacks, [1], []), if(has_surplus, [0], []))) AS is_fresh
FROM
(
    SELECT
        rows.target AS target,
        place AS precedence,
        groupArrayIf(hash, is_fresh) AS fresh,
        groupArrayIf(hash, NOT is_fresh) AS stored,
        any(keeps_first)
            ? notEmpty(fresh) AND NOT hasAny(fresh, stored)
            : arrayExists(row -> countEqual(fresh, row) > countEqual(stored, row), fresh) AS lacks,
        any(keeps_first)
            ? NOT hasAll(fresh, stored)
            : arrayExists(row -> countEqual(stored, row) > countEqual(fresh, row), stored) AS has_surplus
    FROM ({rows}) AS rows
    LEFT JOIN ({winners}) AS winners ON winners.target = rows.target AND winners.key = rows.key
    WHERE place >= first_place
    GROUP BY rows.target, place, rows.key
))";

// What a rejected event that passes changes, in the words of kDifference.
constexpr std::string_view kPassing = R"(
SELECT pair.1 AS target, precedence, pair.2 AS is_fresh
FROM replay_stage
ARRAY JOIN [('event_log', 1), ('rejected_events', 0)] AS pair
WHERE reject_reason = '')";

std::string hashOf(const std::string& columns) {
    return "sipHash64(toString((" + columns + ")))";
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

std::vector<std::string> split(std::string_view list) {
    std::vector<std::string> names;
    while (!list.empty()) {
        const auto end = std::min(list.find(", "), list.size());
        names.emplace_back(list.substr(0, end));
        list.remove_prefix(std::min(end + 2, list.size()));
    }
    return names;
}

// A DELETE that was cut short would go on with the next replay's tables.
constexpr std::string_view kEndDeletes =
    "KILL MUTATION WHERE database = currentDatabase() AND NOT is_done AND command LIKE "
    "'%replay\\\\_%' SYNC";

}  // namespace

void ReplaySummary::add(const ReplaySummary& slice) {
    raw_events += slice.raw_events;
    changed += slice.changed;
    for (const auto& [kind, count] : slice.kinds) {
        kinds[kind] += count;
    }
    for (const auto& [column, count] : slice.columns) {
        columns[column] += count;
    }
    for (const auto& sample : slice.samples) {
        if (samples.size() < kSamples) {
            samples.push_back(sample);
        }
    }
}

tl::expected<ReplayStage, std::string> ReplayStage::open(Database& database) {
    const auto found = database.rows(
        "SELECT currentDatabase(), name, as_select FROM system.tables WHERE database = "
        "currentDatabase() AND (name = 'mv_raw_to_normalized' OR name LIKE 'mv_normalized_to_%')"
    );
    if (!found) {
        return tl::unexpected(found.error());
    }
    std::map<std::string, std::string> views;
    for (const auto& row : *found) {
        views[row.at(1)] = row.at(2);
    }
    bool is_complete = views.contains("mv_raw_to_normalized");
    for (const auto& target : replayTargets()) {
        is_complete = is_complete && views.contains(target.view);
    }
    if (!is_complete) {
        return tl::unexpected(std::string(kNotMigrated));
    }
    return ReplayStage(database, found->front().front(), std::move(views));
}

std::string ReplayStage::fresh(const ReplayTarget& target) const {
    return replaced(views_.at(target.view), name_ + ".normalized_events", name_ + ".replay_stage");
}

std::string ReplayStage::normalized(const StageSource& source) const {
    const std::string table = source.is_rejected ? "rejected_events" : "raw_events";
    auto condition = source.times;
    if (!source.choice.empty()) {
        // With all that share the place of a chosen one.
        condition += source.is_rejected
                         ? " AND " + source.choice
                         : " AND (received_at, seq) IN (SELECT received_at, seq FROM " + table +
                               " WHERE " + source.times + " AND " + source.choice + ")";
    }
    auto rows =
        "SELECT batch_id, seq, received_at, api_key, origin, ip, user_agent, sent_at, "
        "fallback_uuid, event FROM " +
        table + " WHERE " + condition;
    if (source.is_rejected) {
        rows += " LIMIT 1 BY received_at, batch_id, seq";
    }
    return replaced(views_.at("mv_raw_to_normalized"), name_ + ".raw_events", "(" + rows + ")");
}

// Of copies of one event only the first received counts: rows of later ones are neither missing nor
// too many.
std::string ReplayStage::difference() const {
    std::string rows;
    std::string winners;
    for (const auto& target : replayTargets()) {
        rows.append(rows.empty() ? "" : "\nUNION ALL\n").append(bothSides(target));
        if (target.keeps_first) {
            winners.append(winners.empty() ? "" : "\nUNION ALL\n").append(firstPlaces(target));
        }
    }
    return replaced(replaced(std::string(kDifference), "{rows}", rows), "{winners}", winners);
}

// As they will be: of the places in the stage, what their raw events make now.
std::string ReplayStage::firstPlaces(const ReplayTarget& target) const {
    const auto row = "SELECT " + hashOf(target.key) + " AS key, precedence FROM ";
    return "SELECT " + quoted(target.table) +
           " AS target, key, max(precedence) AS first_place FROM (" + row + "(" + fresh(target) +
           ")\nUNION ALL\n" + row + target.table +
           " WHERE uuid IN (SELECT uuid FROM replay_stage) AND precedence NOT IN (SELECT "
           "precedence FROM replay_stage)) GROUP BY key";
}

std::string ReplayStage::bothSides(const ReplayTarget& target) const {
    const auto columns = "SELECT " + quoted(target.table) + " AS target, " + target.place +
                         " AS place, " + hashOf(target.key) + " AS key, " + hashOf(target.content) +
                         " AS hash, " + (target.keeps_first ? "1" : "0") + " AS keeps_first, ";
    const auto range =
        target.range.empty() ? std::string("1") : target.range + std::string(kInStage);
    return columns + "1 AS is_fresh FROM (" + fresh(target) + ")\nUNION ALL\n" + columns +
           "0 AS is_fresh FROM " + target.table + " WHERE " + range +
           " AND place IN (SELECT precedence FROM replay_stage)";
}

tl::expected<ReplaySummary, std::string> ReplayStage::fill(const StageSource& source) {
    return resume()
        .and_then([&] { return close(); })
        .and_then([&] {
            is_rejected_ = source.is_rejected;
            return database_.runAll(
                {"CREATE TABLE replay_stage AS normalized_events ENGINE = MergeTree ORDER BY "
                 "precedence",
                 "CREATE TABLE replay_diff (target LowCardinality(String), precedence UInt128, "
                 "is_fresh UInt8) ENGINE = MergeTree ORDER BY precedence",
                 "INSERT INTO replay_stage " + normalized(source),
                 "INSERT INTO replay_diff " + (is_rejected_ ? std::string(kPassing) : difference())}
            );
        })
        .and_then([&] { return summarize(); });
}

// Of the stage, what apply() stores again.
std::string ReplayStage::changedRows() const {
    return is_rejected_ ? "reject_reason = ''"
                        : "precedence IN (SELECT precedence FROM replay_diff)";
}

tl::expected<ReplaySummary, std::string> ReplayStage::summarize() {
    ReplaySummary summary;
    const auto counted = [](std::map<std::string, std::uint64_t>& counts) {
        return [&counts](const std::vector<Database::Row>& rows) {
            for (const auto& row : rows) {
                counts[row.at(0)] = std::stoull(row.at(1));
            }
        };
    };
    const auto changes = changedColumns();
    return database_.number("SELECT count() FROM replay_stage")
        .map([&](std::uint64_t count) { summary.raw_events = count; })
        .and_then([&] {
            return database_.number("SELECT count() FROM replay_stage WHERE " + changedRows());
        })
        .map([&](std::uint64_t count) { summary.changed = count; })
        .and_then([&] {
            return database_.rows(replaced(std::string(kKinds), "{rows}", changedRows()));
        })
        .map(counted(summary.kinds))
        .and_then([&] {
            return database_.rows("SELECT change.1, count() FROM (" + changes + ") GROUP BY 1");
        })
        .map(counted(summary.columns))
        .and_then([&] {
            return database_.rows(
                "SELECT concat(event, ' ', change.1, ': ', substring(change.2, 1, 200), ' → ', "
                "substring(change.3, 1, 200)) FROM (" +
                changes + ") LIMIT " + std::to_string(kSamples)
            );
        })
        .map([&](const std::vector<Database::Row>& rows) {
            for (const auto& row : rows) {
                summary.samples.push_back(row.front());
            }
            return summary;
        });
}

// An event whose uuid changed is shown too, unless it shares its place.
std::string ReplayStage::changedColumns() const {
    std::string pairs;
    for (const auto& column : split(kEventColumns)) {
        pairs.append(pairs.empty() ? "('" : ", ('").append(column);
        pairs.append("', ifNull(toString(old.").append(column);
        pairs.append("), 'NULL'), ifNull(toString(new.").append(column).append("), 'NULL'))");
    }
    const auto& events = replayTargets().front();
    return "SELECT toString(new.uuid) AS event, arrayJoin([" + pairs + "]) AS change FROM (" +
           fresh(events) + ") AS new INNER JOIN (SELECT * FROM event_log WHERE " + events.range +
           std::string(kInStage) +
           " AND precedence IN (SELECT precedence FROM replay_diff WHERE target = 'event_log' "
           "GROUP BY precedence HAVING uniqExact(is_fresh) = 2)) AS old ON old.precedence = "
           "new.precedence WHERE (old.uuid = new.uuid OR new.precedence NOT IN (SELECT precedence "
           "FROM replay_stage GROUP BY precedence HAVING count() > 1)) AND change.2 != change.3";
}

tl::expected<bool, std::string> ReplayStage::isCut(Database& database) {
    return database
        .number(
            "SELECT count() = 3 FROM system.tables WHERE database = currentDatabase() AND name IN "
            "('replay_changing', 'replay_stage', 'replay_diff')"
        )
        .and_then([&](std::uint64_t are_there) {
            return are_there == 0 ? tl::expected<std::uint64_t, std::string>(0)
                                  : database.number("SELECT count() FROM replay_changing");
        })
        .map([](std::uint64_t notes) { return notes != 0; });
}

tl::expected<void, std::string> ReplayStage::apply() {
    return noteChange().and_then([&] { return change(); }).map_error([](const std::string& reason) {
        return "cut short amid a change, which relay replay of any kind and relay reconcile "
               "complete: " +
               reason;
    });
}

tl::expected<void, std::string> ReplayStage::noteChange() {
    return database_.runAll(
        {"CREATE TABLE IF NOT EXISTS replay_changing (is_rejected UInt8) ENGINE = MergeTree ORDER "
         "BY is_rejected",
         std::string("INSERT INTO replay_changing SELECT ") + (is_rejected_ ? "1" : "0")}
    );
}

tl::expected<void, std::string> ReplayStage::change() {
    return (is_rejected_ ? applyRejected() : applyRange()).and_then([&] {
        return database_.run("DROP TABLE replay_changing SYNC");
    });
}

tl::expected<void, std::string> ReplayStage::resume() {
    const auto is_cut = isCut(database_);
    if (!is_cut || !*is_cut) {
        return is_cut.map([](bool) {});
    }
    return database_.number("SELECT max(is_rejected) FROM replay_changing")
        .map([&](std::uint64_t is_rejected) { is_rejected_ = is_rejected != 0; })
        .and_then([&] { return database_.run(kEndDeletes); })
        .and_then([&] { return addNewColumns(); })
        .and_then([&] { return change(); });
}

// Of a migration since the stage was filled.
tl::expected<void, std::string> ReplayStage::addNewColumns() {
    return database_
        .rows(
            "SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = "
            "'normalized_events' AND name NOT IN (SELECT name FROM system.columns WHERE database = "
            "currentDatabase() AND table = 'replay_stage')"
        )
        .and_then([&](const std::vector<Database::Row>& columns) {
            std::vector<std::string> statements;
            for (const auto& column : columns) {
                statements.push_back("ALTER TABLE replay_stage ADD COLUMN " + column.at(0));
                statements.back().append(" ").append(column.at(1));
            }
            return database_.runAll(statements);
        });
}

tl::expected<void, std::string> ReplayStage::storeAgain() {
    return database_
        .rows(
            "SELECT arrayStringConcat(groupArray(name), ', ') FROM system.columns WHERE database = "
            "currentDatabase() AND table = 'normalized_events'"
        )
        .and_then([&](const std::vector<Database::Row>& rows) {
            const auto& columns = rows.front().front();
            return database_.run(
                "INSERT INTO normalized_events (" + columns +
                ") SETTINGS insert_deduplicate = 0, max_partitions_per_insert_block = 0 SELECT " +
                columns + " FROM replay_stage WHERE " + changedRows()
            );
        });
}

// What is stored goes first, and all of it, so that no table is left with copies. The raw events
// stay where they are.
tl::expected<void, std::string> ReplayStage::applyRange() {
    const std::string changed = " IN (SELECT precedence FROM replay_diff)";
    std::vector<std::string> statements{
        "INSERT INTO activity_repairs SELECT DISTINCT distinct_id, own.own_person_id FROM "
        "event_log "
        "INNER JOIN (SELECT distinct_id, any(own_person_id) AS own_person_id FROM id_activity "
        "GROUP "
        "BY distinct_id) AS own USING (distinct_id) WHERE inserted_at" +
        std::string(kInStage) + " AND precedence" + changed};
    for (const auto& target : replayTargets()) {
        statements.push_back("DELETE FROM " + target.table + " WHERE " + target.place + changed);
    }
    return database_.runAll(statements).and_then([&] { return storeAgain(); });
}

// An earlier attempt may have stored some of it. The event leaves rejected_events last.
tl::expected<void, std::string> ReplayStage::applyRejected() {
    const std::string raw_event =
        " WHERE (received_at, batch_id, seq) IN (SELECT received_at, batch_id, seq FROM "
        "replay_stage WHERE " +
        changedRows() + ")";
    std::vector<std::string> statements;
    for (const auto& target : replayTargets()) {
        if (target.keeps_first) {
            const auto name = "precedence, " + target.key;
            statements.push_back("DELETE FROM " + target.table + " WHERE (" + name);
            statements.back().append(") IN (SELECT ").append(name);
            statements.back().append(" FROM (").append(fresh(target)).append("))");
        }
    }
    statements.push_back("DELETE FROM ingestion_warnings" + raw_event);
    return database_.runAll(statements).and_then([&] { return storeAgain(); }).and_then([&] {
        return database_.run("DELETE FROM rejected_events" + raw_event);
    });
}

tl::expected<void, std::string> ReplayStage::close() {
    return database_.runAll(
        {std::string(kEndDeletes),
         "DROP TABLE IF EXISTS replay_stage SYNC",
         "DROP TABLE IF EXISTS replay_diff SYNC"}
    );
}

}  // namespace relay
