#include "upkeep/tail/event_feed.h"

#include <algorithm>

namespace relay {

tl::expected<std::vector<TailEvent>, ClickHouseError> EventFeed::next() {
    const auto since = recentTime(query_);
    if (!since) {
        return tl::unexpected(since.error());
    }
    const bool is_first = since_.empty();
    auto events = eventsSince(query_, is_first ? *since : since_, filter_);
    if (!events) {
        return events;
    }
    auto fresh = takeNew(std::move(*events));
    since_ = std::max(since_, *since);
    std::erase_if(given_, [this](const auto& given) { return given.second < since_; });
    return is_first ? std::vector<TailEvent>() : fresh;
}

std::vector<TailEvent> EventFeed::takeNew(std::vector<TailEvent> events) {
    std::erase_if(events, [this](const TailEvent& event) {
        return !given_.try_emplace(event.place, event.time).second;
    });
    return events;
}

}  // namespace relay
