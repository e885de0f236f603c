#include "upkeep/tail/event_feed.h"

#include <algorithm>

namespace relay {

tl::expected<std::vector<TailEvent>, ClickHouseError> EventFeed::next() {
    const auto next_since = query_.rows({"tail_since"});
    if (!next_since) {
        return tl::unexpected(next_since.error());
    }
    const auto& since = next_since->front().front();
    const bool is_first = since_.empty();
    const auto rows = query_.rows(
        {"tail_events",
         {{"since", is_first ? since : since_},
          {"key", filter_.api_key},
          {"event", filter_.event},
          {"id", filter_.distinct_id},
          {"is_rejected", filter_.is_rejected ? "true" : "false"}}}
    );
    if (!rows) {
        return tl::unexpected(rows.error());
    }
    auto events = takeNew(*rows);
    since_ = std::max(since_, since);
    std::erase_if(given_, [this](const auto& given) { return given.second < since_; });
    return is_first ? std::vector<TailEvent>() : events;
}

std::vector<TailEvent> EventFeed::takeNew(const std::vector<Row>& rows) {
    std::vector<TailEvent> events;
    for (const auto& row : rows) {
        if (given_.try_emplace(row.at(0), row.at(1)).second) {
            events.push_back(
                {row.at(0),
                 row.at(1),
                 row.at(2),
                 row.at(3),
                 row.at(4),
                 row.at(5),
                 row.at(6),
                 row.at(7),
                 row.at(8)}
            );
        }
    }
    return events;
}

}  // namespace relay
