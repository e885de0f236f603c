#include "ingest/event_list.h"

#include <optional>
#include <utility>

namespace relay {
namespace {

using event_rules::RejectReason;

bool isGivenUp(std::optional<RejectReason> rejected) {
    return rejected == RejectReason::kEventTooLarge || rejected == RejectReason::kNestingTooDeep;
}

// What was not read to its end may turn out to be no object.
bool isKnownObject(std::optional<RejectReason> rejected) {
    return rejected != RejectReason::kMalformedJson && rejected != RejectReason::kNotAnObject &&
           !isGivenUp(rejected);
}

}  // namespace

void EventList::add(std::string_view text) {
    ++batch_.event_count;
    const auto rejected = reader_.read(text);
    if (isGivenUp(rejected)) {
        reader_.readOn(text);  // one bad event must not cost its batch the key
    }
    if (rejected != RejectReason::kMalformedJson) {
        keys_.addOf(reader_.capture());
    }
    if (batch_.events.size() < max_events_) {
        batch_.events.push_back({text, isKnownObject(rejected), rejected});
    }
}

tl::expected<ScannedBatch, Rejection> EventList::takeResult() {
    if (keys_.hasConflict()) {
        return tl::unexpected(Rejection::kConflictingKeys);
    }
    batch_.api_key = keys_.takeKey();
    return std::move(batch_);
}

}  // namespace relay
