#pragma once

#include "event_rules/event_capture.h"
#include "event_rules/normalized_event.h"
#include "event_rules/stored_json.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace event_rules {

// Collects the person operations of an event: $set_once, then $set, then $unset, each by key
// bytewise and with every key at most once. Keeps its buffer from event to event.
class PersonOperations {
public:
    // Adds to the operations and warnings of an accepted event, whose name must be set. Keys and
    // values are those to store.
    void addTo(NormalizedEvent& event, const EventCapture& capture, StoredJson& stored);

private:
    enum class Scope : std::uint8_t { kTopLevel, kProperties };

    struct Candidate {
        std::string_view key;
        Scope scope;
        std::size_t position;
        std::string_view value;
    };

    void collect(Scope scope, const CapturedOperations& operations, StoredJson& stored);
    void sort();
    void resolve(OperationKind kind, std::vector<PersonOperation>& result) const;

    std::vector<Candidate> candidates_;
};

}  // namespace event_rules
