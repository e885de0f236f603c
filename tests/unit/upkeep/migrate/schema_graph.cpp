#include "schema_graph.h"

#include "upkeep/migrate/sql_token.h"

#include <regex>
#include <stdexcept>

namespace schema_tests {

namespace {

const std::string kName = R"((?:\w+\.)?(\w+))";

std::vector<std::string_view> tokensOf(std::string_view sql) {
    std::vector<std::string_view> tokens;
    while (!sql.empty()) {
        const auto [kind, length] = relay::readSqlToken(sql);
        if (kind != relay::SqlTokenKind::kSpace) {
            tokens.push_back(sql.substr(0, length));
        }
        sql.remove_prefix(length);
    }
    return tokens;
}

// The table that a query reads leftmost, which is the one whose inserts run the view.
std::string leftmostTable(std::string_view query) {
    const auto tokens = tokensOf(query);
    int depth = 0;
    int depth_of_from = 0;
    for (std::size_t i = 0; i + 3 < tokens.size(); ++i) {
        depth += tokens[i] == "(" ? 1 : tokens[i] == ")" ? -1 : 0;
        if (tokens[i] != "FROM" || depth != depth_of_from) {
            continue;
        }
        if (tokens[i + 1] != "(") {
            return std::string(tokens[i + 3]);  // database . table
        }
        ++depth_of_from;
    }
    throw std::runtime_error("a view reads nothing: " + std::string(query));
}

}  // namespace

std::optional<std::string> createdObject(const std::string& statement) {
    static const std::regex kCreate(
        R"(^CREATE (?:OR REPLACE )?(?:MATERIALIZED VIEW|VIEW|TABLE|DICTIONARY) (?:IF NOT EXISTS )?)" +
        kName
    );
    std::smatch match;
    return std::regex_search(statement, match, kCreate) ? std::optional(match[1].str())
                                                        : std::nullopt;
}

std::map<std::string, Trigger> insertTriggers(const std::vector<Sent>& schema) {
    static const std::regex kView(
        "^CREATE MATERIALIZED VIEW (?:IF NOT EXISTS )?" + kName + R"(\s+TO )" + kName + R"(\s+AS\b)"
    );
    static const std::regex kQuery("^ALTER TABLE " + kName + R"(\s+MODIFY QUERY\b)");
    std::map<std::string, Trigger> triggers;
    for (const auto& sent : schema) {
        std::smatch match;
        if (std::regex_search(sent.text, match, kView)) {
            triggers[match[1]] = {leftmostTable(match.suffix().str()), match[2]};
        } else if (std::regex_search(sent.text, match, kQuery)) {
            triggers.at(match[1]).source = leftmostTable(match.suffix().str());
        }
    }
    return triggers;
}

std::set<std::string>
viewsReachedFrom(std::string_view table, const std::map<std::string, Trigger>& triggers) {
    std::set<std::string> reached;
    for (const auto& [view, trigger] : triggers) {
        if (trigger.source == table) {
            reached.insert(view);
            reached.merge(viewsReachedFrom(trigger.target, triggers));
        }
    }
    return reached;
}

}  // namespace schema_tests
