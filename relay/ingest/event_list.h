#pragma once

#include "event_rules/event_reader.h"
#include "ingest/batch_scanner.h"
#include "ingest/key_collector.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <string_view>

namespace relay {

// Gathers the events of a body whose boundaries are known, each judged by itself: one that is no
// JSON is a rejected event.
class EventList {
public:
    explicit EventList(std::size_t max_events) : max_events_(max_events) {}

    // `text` is one event without white space around it, and is kept as a view.
    void add(std::string_view text);

    // The key that the body gives beside its events; empty when it gives none.
    void addKey(std::string_view key) { keys_.add(key); }

    [[nodiscard]] std::size_t size() const { return batch_.event_count; }

    // Error: kConflictingKeys.
    tl::expected<ScannedBatch, Rejection> takeResult();

private:
    std::size_t max_events_;
    event_rules::EventReader reader_{event_rules::CaptureScope::kVerdict};
    KeyCollector keys_;
    ScannedBatch batch_;
};

}  // namespace relay
