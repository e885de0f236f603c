#include "upkeep/replay/complete_raw.h"

#include "upkeep/replay/view_queries.h"

#include <cstdint>

namespace relay {

namespace {

tl::expected<std::uint64_t, std::string>
completeDay(Database& database, const std::string& incomplete, const std::string& day) {
    const Script::Parameters parameters{{"day", day}};
    const PlaceholderValues parts{{"INCOMPLETE", incomplete}};
    return database.number({"count_incomplete", parameters, parts})
        .and_then([&](std::uint64_t count) -> tl::expected<std::uint64_t, std::string> {
            if (count == 0) {
                return count;
            }
            return database.run({"store_incomplete", parameters, parts}).map([&] { return count; });
        });
}

}  // namespace

tl::expected<void, std::string> completeRaw(Database& database, const Progress& tell) {
    const auto views = ViewQueries::read(database);
    const auto span = database.select({"day_to_follow"});
    const auto days = database.rows({"raw_days"});
    if (!views || !span || !days) {
        return tl::unexpected(!views ? views.error() : !span ? span.error() : days.error());
    }
    const auto incomplete = views->incomplete(inBrackets(*span));
    std::uint64_t completed = 0;
    for (const auto& row : *days) {
        const auto count = completeDay(database, incomplete, row.at(0));
        if (!count) {
            return tl::unexpected(count.error());
        }
        completed += *count;
    }
    if (completed != 0) {
        tell(std::to_string(completed) + " raw events completed");
    }
    return {};
}

}  // namespace relay
