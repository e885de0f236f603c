#include "support/golden_tables.h"

#include <algorithm>
#include <iterator>
#include <stdexcept>

namespace test_support {

namespace {

constexpr std::size_t kShown = 400;  // bytes of a value, in the message of a failure

GoldenTable eventTable() {
    return {
        "events",
        "event_log",
        {
            {"uuid", ""},
            {"api_key", "golden_key", true},
            {"event", ""},
            {"distinct_id", ""},
            {"person_id", ""},
            {"session_id", ""},
            {"session_id_uuid", std::nullopt},
            {"window_id", ""},
            {"window_id_uuid", std::nullopt},
            {"elements_chain", ""},
            {"timestamp", ""},
            {"inserted_at", "$received_at"},
            {"ip", "127.0.0.1", true},
            {"user_agent", "", true},
            {"current_url", ""},
            {"host", ""},
            {"properties", "{}"},
            {"is_deleted", "0"},
        }};
}

GoldenTable rejectedTable() {
    return {
        "rejected_events",
        "rejected_events",
        {
            {"seq", "0"},
            {"reason", ""},
            {"event", ""},
            {"api_key", "golden_key", true},
            {"origin", "", true},
            {"ip", "127.0.0.1", true},
            {"user_agent", "", true},
            {"sent_at", ""},
        }};
}

GoldenTable warningTable() {
    return {
        "ingestion_warnings",
        "ingestion_warnings",
        {
            {"seq", "0"},
            {"uuid", ""},
            {"event", ""},
            {"distinct_id", ""},
            {"warning", ""},
            {"detail", ""},
            {"api_key", "golden_key", true},
        }};
}

GoldenTable claimTable() {
    return {
        "identity_claims",
        "identity_claims",
        {
            {"source", ""},
            {"source_person_id", ""},
            {"target", ""},
            {"target_person_id", ""},
            {"kind", ""},
            {"timestamp", ""},
            {"uuid", ""},
            {"refused", ""},
        }};
}

// The operations as person_properties keeps them, of the latest of several that one insert brought
// for a key.
GoldenTable operationTable() {
    return {
        "person_property_ops",
        R"((
        WITH operations AS (
            SELECT own_person_id, key, arrayJoin(arrayConcat(
                [('set', last_set.1, last_set.2, last_set.3, last_set.4),
                 ('unset', last_unset.1, last_unset.2, last_unset.3, '')],
                arrayMap(
                    once -> ('set_once', once.1, once.2, bitNot(once.3), once.4),
                    finalizeAggregation(first_set_once))
            )) AS operation
            FROM person_properties)
        SELECT DISTINCT
            activity.distinct_id AS distinct_id, own_person_id AS person_id, key,
            operation.1 AS kind, operation.2 AS timestamp, UUIDNumToString(operation.3) AS uuid,
            operation.4 AS precedence, operation.5 AS value
        FROM operations
        INNER JOIN (SELECT DISTINCT own_person_id, distinct_id FROM id_activity) AS activity
            USING (own_person_id)
        WHERE precedence > 0))",
        {
            {"distinct_id", ""},
            {"person_id", ""},
            {"key", ""},
            {"kind", ""},
            {"value", ""},
            {"timestamp", ""},
            {"uuid", ""},
        }};
}

void resolve(GoldenValues& values, const Reception& reception) {
    for (auto& value : values) {
        if (value) {
            value = resolvePlaceholder(*value, reception);
        }
    }
}

std::string shorten(const std::string& text) {
    if (text.size() <= kShown) {
        return text;
    }
    return text.substr(0, kShown) + "… (" + std::to_string(text.size()) + " bytes)";
}

std::string render(const GoldenTable& table, const GoldenValues& values) {
    std::string line;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] != table.columns[i].usual) {
            line += " " + table.columns[i].name + "=" + shorten(values[i].value_or("NULL"));
        }
    }
    return line;
}

}  // namespace

const std::vector<GoldenTable>& goldenTables() {
    static const std::vector<GoldenTable> tables{
        eventTable(), rejectedTable(), warningTable(), claimTable(), operationTable()};
    return tables;
}

GoldenValues completeRow(const GoldenTable& table, GoldenRow row) {
    GoldenValues values;
    for (const GoldenColumn& column : table.columns) {
        auto given = row.extract(column.name);
        values.push_back(column.usual);
        if (given) {
            values.back() = std::move(given.mapped());
        }
    }
    if (!row.empty()) {
        throw std::runtime_error(table.name + " has no column " + row.begin()->first);
    }
    return values;
}

void forgetRelayColumns(const GoldenTable& table, std::vector<GoldenValues>& rows) {
    for (GoldenValues& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (table.columns[i].is_from_relay) {
                row[i] = table.columns[i].usual;
            }
        }
    }
}

void checkTableNames(const GoldenCase& golden) {
    for (const auto& [name, rows] : golden.rows) {
        if (std::ranges::find(goldenTables(), name, &GoldenTable::name) == goldenTables().end()) {
            throw std::runtime_error(golden.name + ": no table " + name);
        }
    }
}

std::vector<GoldenValues>
expectedRows(const GoldenCase& golden, const GoldenTable& table, const Reception& reception) {
    std::vector<GoldenValues> expected;
    if (const auto rows = golden.rows.find(table.name); rows != golden.rows.end()) {
        for (const GoldenRow& row : rows->second) {
            expected.push_back(completeRow(table, row));
            resolve(expected.back(), reception);
        }
    }
    return expected;
}

std::string describeDifference(
    const GoldenTable& table,
    std::vector<GoldenValues> expected,
    std::vector<GoldenValues> actual
) {
    std::ranges::sort(expected);
    std::ranges::sort(actual);
    std::vector<GoldenValues> missing;
    std::vector<GoldenValues> unexpected;
    std::ranges::set_difference(expected, actual, std::back_inserter(missing));
    std::ranges::set_difference(actual, expected, std::back_inserter(unexpected));
    std::string text;
    for (const GoldenValues& row : missing) {
        text += "\n  " + table.name + " expected:" + render(table, row);
    }
    for (const GoldenValues& row : unexpected) {
        text += "\n  " + table.name + "   actual:" + render(table, row);
    }
    return text;
}

}  // namespace test_support
