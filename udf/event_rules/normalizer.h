#pragma once

#include "event_rules/event_capture.h"
#include "event_rules/normalized_event.h"

#include <memory>

namespace event_rules {

// Applies the event rules in one pass over the text. Total: any bytes give a result, never an
// exception. Pure: the result depends on the arguments alone. Reuses its buffers, so one instance
// per thread.
class Normalizer {
public:
    Normalizer();
    ~Normalizer();

    // The result is valid until the next call.
    const NormalizedEvent& normalize(const RawEvent& raw);

    // The same for an event that was read already, and in which nothing is odd (see
    // json::OddValues): its text does not matter.
    const NormalizedEvent& normalize(const RawEvent& raw, const EventCapture& event);

private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace event_rules
