#include "upkeep/erase/erased_rows.h"

#include "upkeep/erase/suppression.h"

#include <algorithm>

namespace relay {

namespace {

// For people, who read the query.
std::string indented(const std::string& select) {
    std::string text;
    for (const char c : select) {
        text += c;
        text += c == '\n' ? "        " : "";
    }
    return text;
}

tl::expected<Script, std::string> countScript(const Database& database, const std::string& ids) {
    return database.select({"erase_raw", {}, {{"ERASED", "erased"}, {"OF_DAYS", "1"}}}
    ).map([&](const std::string& raw) {
        return Script{"erase_count", {}, {{"ERASED", ids}, {"RAW", indented(raw)}}};
    });
}

tl::expected<ErasedRows, std::string> count(Database& database, const Script& script) {
    return database.rows(script).map([](const std::vector<Database::Row>& found) {
        ErasedRows rows;
        for (const auto& row : found) {
            rows.push_back({row.at(0), std::stoull(row.at(1))});
        }
        return rows;
    });
}

}  // namespace

bool isNothing(const ErasedRows& rows) {
    return std::ranges::all_of(rows, [](const TableRows& table) { return table.rows == 0; });
}

tl::expected<ErasedRows, std::string> countErasedRows(Database& database) {
    return database.select({"erase_suppressed"})
        .and_then([&](const std::string& ids) { return countScript(database, ids); })
        .and_then([&](const Script& script) { return count(database, script); });
}

tl::expected<ErasedRows, std::string>
countRowsOfPerson(Database& database, const std::string& own_person_id) {
    return selectIdsOfPerson(database)
        .and_then([&](const std::string& ids) {
            return database.select({"erase_of_person", {}, {{"IDS", ids}}});
        })
        .and_then([&](const std::string& ids) { return countScript(database, ids); })
        .and_then([&](Script script) {
            script.parameters.emplace_back("own_person_id", own_person_id);
            return count(database, script);
        });
}

tl::expected<std::string, std::string> proofQuery(const Database& database) {
    return database.select({"erase_suppressed"})
        .and_then([&](const std::string& ids) { return countScript(database, ids); })
        .and_then([&](const Script& script) { return database.select(script); });
}

void tellRows(const ErasedRows& rows, const Progress& tell) {
    constexpr std::size_t name_column = 18;
    for (const auto& [table, count] : rows) {
        if (count != 0) {
            tell(
                "  " + table + std::string(name_column - table.size(), ' ') + std::to_string(count)
            );
        }
    }
}

}  // namespace relay
