#include "upkeep/replay/view_queries.h"

#include <cstddef>
#include <string_view>

namespace relay {

namespace {

constexpr std::size_t kViews = 7;
constexpr std::string_view kEndOfSpan = ") AS span";

}  // namespace

std::string inBrackets(const std::string& select) {
    return std::string("(").append(select).append(")");
}

tl::expected<ViewQueries, std::string> ViewQueries::read(Database& database) {
    return database.rows({"view_definitions"})
        .and_then(
            [](const std::vector<Database::Row>& rows) -> tl::expected<ViewQueries, std::string> {
                ViewQueries queries;
                for (const auto& row : rows) {
                    queries.views_[row.at(0)] = row.at(1);
                }
                if (queries.views_.size() != kViews) {
                    return tl::unexpected(std::string(kNotMigrated));
                }
                return queries;
            }
        );
}

// ClickHouse writes the tables of a stored query with their database, a plain identifier.
std::string ViewQueries::over(
    const std::string& view,
    const std::string& table,
    const std::string& source
) const {
    auto select = views_.at(view);
    const auto end = "." + table;
    for (auto at = select.find(end); at != std::string::npos; at = select.find(end, at)) {
        const auto begin = select.find_last_of(" (\n", at) + 1;
        select.replace(begin, at + end.size() - begin, source);
        at = begin + source.size();
    }
    return select;
}

std::string ViewQueries::normalized(const std::string& raw) const {
    return over("mv_raw_to_normalized", "raw_events", inBrackets(raw));
}

std::string ViewQueries::events(const std::string& source) const {
    return over("mv_normalized_to_event_log", "normalized_events", source);
}

std::string ViewQueries::problems(const std::string& source) const {
    return over("mv_normalized_to_problems", "normalized_events", source);
}

std::string ViewQueries::claims(const std::string& source) const {
    return over("mv_normalized_to_claims", "normalized_events", source);
}

std::string ViewQueries::properties(const std::string& source) const {
    return over("mv_normalized_to_properties", "normalized_events", source);
}

std::string ViewQueries::activity(const std::string& source) const {
    return over("mv_normalized_to_id_activity", "normalized_events", source);
}

std::string ViewQueries::incomplete(const std::string& span) const {
    auto select = views_.at("follow_raw");
    const auto end = select.find(kEndOfSpan);
    auto begin = end;
    for (std::size_t open = 1; open > 0;) {
        --begin;
        open += select[begin] == ')' ? 1U : 0U;
        open -= select[begin] == '(' ? 1U : 0U;
    }
    return select.replace(begin, end + 1 - begin, span);
}

}  // namespace relay
