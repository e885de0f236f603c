#include "replay/stage.h"

#include <algorithm>
#include <utility>

namespace relay {

namespace {

constexpr std::size_t kSamples = 20;

// received_at and seq, as in mv_raw_to_normalized: what all stored rows know their raw event by.
constexpr std::string_view kPrecedence =
    "bitNot(toUInt128(toUnixTimestamp64Micro(received_at)) * 4294967296 + seq)";

// person_id is left out: a squash rewrites it.
constexpr std::string_view kEventColumns =
    "uuid, api_key, event, distinct_id, session_id, session_id_uuid, window_id, window_id_uuid, "
    "elements_chain, timestamp, inserted_at, ip, user_agent, current_url, host, properties";

// The receive times of the slice, so that a table reads only its granules.
constexpr std::string_view kInStage =
    " BETWEEN (SELECT min(received_at) FROM replay_stage) AND (SELECT max(received_at) FROM "
    "replay_stage)";

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
    count()
FROM
(
    SELECT
        precedence,
        max(target = 'event_log' AND is_fresh) AS new_event,
        max(target = 'event_log' AND NOT is_fresh) AS old_event,
        max(target = 'rejected_events' AND is_fresh) AS new_reject,
        max(target = 'rejected_events' AND NOT is_fresh) AS old_reject,
        any(stage.reject_reason) AS reason
    FROM replay_diff
    INNER JOIN replay_stage AS stage USING (precedence)
    GROUP BY precedence
)
GROUP BY kind)";

std::string hashOf(const std::string& columns) {
    return "sipHash64(toString((" + columns + ")))";
}

std::string keyOf(const std::string& columns) {
    return columns.empty() ? "0" : hashOf(columns);
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

}  // namespace

// One table that a raw event reaches.
struct ReplayStage::Target {
    std::string table;
    std::string view;
    std::string precedence;
    std::string content;  // the columns that the normalizer decides
    std::string key;      // of a table that keeps the first of several copies; else empty
    std::string range;    // the column with the receive time, where the table has one
};

const std::vector<ReplayStage::Target>& ReplayStage::targets() {
    static const std::vector<Target> all{
        {"event_log",
         "mv_normalized_to_event_log",
         "precedence",
         std::string(kEventColumns),
         "event, distinct_id, uuid",
         "inserted_at"},
        {"rejected_events",
         "mv_normalized_to_rejected",
         std::string(kPrecedence),
         "api_key, origin, ip, user_agent, sent_at, fallback_uuid, reason, event",
         "",
         "received_at"},
        {"ingestion_warnings",
         "mv_normalized_to_warnings",
         std::string(kPrecedence),
         "uuid, event, distinct_id, warning, detail",
         "",
         "received_at"},
        // The reconciler writes the other verdicts.
        {"identity_claims",
         "mv_normalized_to_claims",
         "precedence",
         "source, target, toString(kind), timestamp, uuid, refused = 'illegal_distinct_id'",
         "source, target, toString(kind), uuid",
         ""},
        {"person_property_ops",
         "mv_normalized_to_property_ops",
         "precedence",
         "distinct_id, timestamp, uuid, operations",
         "distinct_id, uuid",
         ""},
    };
    return all;
}

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
    for (const auto& target : targets()) {
        is_complete = is_complete && views.contains(target.view);
    }
    if (!is_complete) {
        return tl::unexpected(std::string("the database is not migrated; run relay migrate"));
    }
    return ReplayStage(database, found->front().front(), std::move(views));
}

std::string ReplayStage::fresh(const Target& target) const {
    return replaced(views_.at(target.view), name_ + ".normalized_events", name_ + ".replay_stage");
}

std::string ReplayStage::normalized(const StageSource& source) const {
    const auto rows =
        "(SELECT batch_id, seq, received_at, api_key, origin, ip, user_agent, "
        "sent_at, fallback_uuid, event FROM " +
        source.table + " WHERE " + source.condition + ")";
    return replaced(views_.at("mv_raw_to_normalized"), name_ + ".raw_events", rows);
}

// Rows that are only fresh or only stored. Of copies of one event only the first received counts:
// rows of later ones are neither missing nor too many.
std::string ReplayStage::difference() const {
    std::string both;
    std::string winners;
    for (const auto& target : targets()) {
        both.append(both.empty() ? "" : "\nUNION ALL\n").append(bothSides(target));
        if (!target.key.empty()) {
            winners.append(winners.empty() ? "" : "\nUNION ALL\n").append(firstReceived(target));
        }
    }
    return "SELECT target, row AS precedence, hash, max(side) AS is_fresh FROM (" + both +
           ") AS rows LEFT JOIN (" + winners +
           ") AS winners ON winners.target = rows.target AND winners.key = rows.key WHERE row >= "
           "first_row GROUP BY target, row, hash HAVING min(side) = max(side)";
}

std::string ReplayStage::bothSides(const Target& target) const {
    const auto columns = "SELECT " + quoted(target.table) + " AS target, " + target.precedence +
                         " AS row, " + keyOf(target.key) + " AS key, " + hashOf(target.content) +
                         " AS hash, ";
    const auto range =
        target.range.empty() ? std::string("1") : target.range + std::string(kInStage);
    return columns + "1 AS side FROM (" + fresh(target) + ")\nUNION ALL\n" + columns +
           "0 AS side FROM " + target.table + " WHERE " + range +
           " AND row IN (SELECT precedence FROM replay_stage)";
}

std::string ReplayStage::firstReceived(const Target& target) {
    return "SELECT " + quoted(target.table) + " AS target, " + keyOf(target.key) +
           " AS key, max(precedence) AS first_row FROM " + target.table +
           " WHERE uuid IN (SELECT uuid FROM replay_stage) GROUP BY key";
}

tl::expected<ReplaySummary, std::string> ReplayStage::fill(const StageSource& source) {
    source_table_ = source.table;
    const std::string only = source.only_passing ? " WHERE precedence IN (SELECT precedence FROM "
                                                   "replay_stage WHERE reject_reason = '')"
                                                 : "";
    return close()
        .and_then([&] {
            return database_.runAll(
                {"CREATE TABLE replay_stage AS normalized_events ENGINE = MergeTree ORDER BY "
                 "precedence",
                 "CREATE TABLE replay_diff (target LowCardinality(String), precedence UInt128, "
                 "hash UInt64, is_fresh UInt8) ENGINE = MergeTree ORDER BY precedence",
                 "INSERT INTO replay_stage " + normalized(source),
                 "INSERT INTO replay_diff SELECT * FROM (" + difference() + ")" + only}
            );
        })
        .and_then([&] { return summarize(); });
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
        .and_then([&] { return database_.number("SELECT uniqExact(precedence) FROM replay_diff"); })
        .map([&](std::uint64_t count) { summary.changed = count; })
        .and_then([&] { return database_.rows(kKinds); })
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

std::string ReplayStage::changedColumns() const {
    std::string pairs;
    for (const auto& column : split(kEventColumns)) {
        pairs.append(pairs.empty() ? "('" : ", ('").append(column);
        pairs.append("', ifNull(toString(old.").append(column);
        pairs.append("), 'NULL'), ifNull(toString(new.").append(column).append("), 'NULL'))");
    }
    const auto& events = targets().front();
    return "SELECT toString(new.uuid) AS event, arrayJoin([" + pairs + "]) AS change FROM (" +
           fresh(events) + ") AS new INNER JOIN (SELECT * FROM event_log WHERE " + events.range +
           std::string(kInStage) +
           " AND precedence IN (SELECT precedence FROM replay_diff)) AS old ON old.precedence = "
           "new.precedence WHERE new.precedence IN (SELECT precedence FROM replay_diff) AND "
           "change.2 != change.3";
}

// What is stored goes first, and all of it, so that no table is left with copies. The raw events
// stay where they are meanwhile: rejected ones leave rejected_events after they were stored
// elsewhere.
tl::expected<void, std::string> ReplayStage::apply() {
    const std::string changed = " IN (SELECT precedence FROM replay_diff)";
    std::vector<std::string> statements{
        "INSERT INTO activity_repairs SELECT DISTINCT distinct_id, own.own_person_id FROM "
        "event_log "
        "INNER JOIN (SELECT distinct_id, any(own_person_id) AS own_person_id FROM id_activity "
        "GROUP "
        "BY distinct_id) AS own USING (distinct_id) WHERE inserted_at" +
        std::string(kInStage) + " AND precedence" + changed};
    std::string remove_source;
    for (const auto& target : targets()) {
        const auto remove = "DELETE FROM " + target.table + " WHERE " + target.precedence + changed;
        if (target.table == source_table_) {
            remove_source = remove;
        } else {
            statements.push_back(remove);
        }
    }
    statements.emplace_back(
        "INSERT INTO normalized_events SETTINGS insert_deduplicate = 0, "
        "max_partitions_per_insert_block = 0 SELECT * FROM replay_stage WHERE precedence" +
        changed
    );
    if (!remove_source.empty()) {
        statements.push_back(remove_source);
    }
    return database_.runAll(statements);
}

tl::expected<void, std::string> ReplayStage::close() {
    return database_.runAll(
        {"DROP TABLE IF EXISTS replay_stage SYNC", "DROP TABLE IF EXISTS replay_diff SYNC"}
    );
}

}  // namespace relay
