#include "upkeep/tail/recent_events.h"

#include "upkeep/tail/tail_line.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace relay {

namespace {

constexpr std::ptrdiff_t kMaxOfPage = 500;

TailEvent eventOf(const Row& row) {
    return {
        row.at(0),
        row.at(1),
        row.at(2),
        row.at(3),
        row.at(4),
        row.at(5),
        row.at(6),
        row.at(7),
        row.at(8)};
}

}  // namespace

tl::expected<std::string, ClickHouseError> recentTime(ScriptQuery& query) {
    return query.rows({"tail_since"}).map([](const auto& rows) { return rows.front().front(); });
}

tl::expected<std::vector<TailEvent>, ClickHouseError>
eventsSince(ScriptQuery& query, const std::string& time, const TailFilter& filter) {
    const Script script{
        "tail_events",
        {{"since", time},
         {"key", filter.api_key},
         {"event", filter.event},
         {"id", filter.distinct_id},
         {"is_rejected", filter.is_rejected ? "true" : "false"}}};
    return query.rows(script).map([](const std::vector<Row>& rows) {
        std::vector<TailEvent> events;
        std::ranges::transform(rows, std::back_inserter(events), eventOf);
        return events;
    });
}

tl::expected<std::string, std::string> recentEventsJson(ScriptQuery& query) {
    const auto events = recentTime(query).and_then([&query](const std::string& time) {
        return eventsSince(query, time);
    });
    if (!events) {
        return tl::unexpected(events.error().message);
    }
    std::string list = "[";
    const auto newest = events->rbegin();
    const auto end = std::next(newest, std::min(std::ssize(*events), kMaxOfPage));
    for (auto event = newest; event != end; ++event) {
        list.append(list.size() > 1 ? "," : "").append(eventJson(*event));
    }
    list += ']';
    return list;
}

}  // namespace relay
