#pragma once

#include "event_rules/event_capture.h"
#include "event_rules/json_parser.h"
#include "event_rules/reject_reason.h"

#include <optional>
#include <string_view>

namespace event_rules {

// Reads the text of one event. Keeps its buffers, so one instance per thread.
class EventReader {
public:
    // The verdict on the event; empty when it is accepted.
    std::optional<RejectReason> read(std::string_view text);

    // What the last text held, valid until the next one is read. Complete unless its JSON was bad.
    [[nodiscard]] const EventCapture& capture() const { return capture_; }

private:
    JsonParser parser_;
    EventCapture capture_;
};

}  // namespace event_rules
