#pragma once

#include "event_rules/reject_reason.h"
#include "ingest/rejection.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace relay {

struct ScannedEvent {
    std::string_view text;  // a part of the body, without surrounding white space
    // False: the text must be stored as an escaped string, for it is no JSON object, or may be none
    // (nested too deep, or too large where events are read one by one: EventList).
    bool is_object;
    std::optional<event_rules::RejectReason> rejected;
};

struct ScannedBatch {
    // Of its list, in bytes.
    [[nodiscard]] std::size_t memory() const { return events.capacity() * sizeof(ScannedEvent); }

    std::vector<ScannedEvent> events;  // at most max_events of them
    std::size_t event_count = 0;       // how many there are, also beyond max_events
    std::string sent_at;  // text as received (a JSON string unescaped), cut; empty when absent
    std::string api_key;  // the key given in body or events; empty when none
};

// The most memory that a scan takes in bytes, its result included.
std::size_t maxScanMemory(std::string_view body, std::size_t max_events);

// One pass over an application/json body: {"api_key"?, "batch": [event, …], "sent_at"?, …}.
// Verdicts are those of event_rules::Normalizer on the same text. An element of the batch that is
// no JSON is one rejected event, as long as the elements can be told apart. Views point into
// `body`. Errors: kInvalidJson, kMissingBatch, kEmptyBatch, kEmptyBody, kConflictingKeys.
tl::expected<ScannedBatch, Rejection> scanBatch(std::string_view body, std::size_t max_events);

// The same for what SDKs send to paths of their own: a batch, an array of events, or one event.
tl::expected<ScannedBatch, Rejection> scanCapture(std::string_view body, std::size_t max_events);

// Where a body that is kInvalidJson stops being JSON, in bytes from its start.
std::size_t findInvalidByte(std::string_view body);

// The same as scanBatch for application/x-ndjson: one event per line, blank lines ignored, CRLF
// allowed. A line that is no JSON object is one rejected event. Errors: kEmptyBody,
// kConflictingKeys.
tl::expected<ScannedBatch, Rejection> scanNdjson(std::string_view body, std::size_t max_events);

}  // namespace relay
