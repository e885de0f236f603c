#pragma once

#include "event_rules/event_capture.h"
#include "event_rules/reject_reason.h"
#include "json/parser.h"

#include <optional>
#include <string_view>

namespace event_rules {

// Reads the text of one event. Keeps its buffers, so one instance per thread.
class EventReader {
public:
    explicit EventReader(CaptureScope scope) : capture_(scope) {}

    // The verdict on the event; empty when it is accepted.
    std::optional<RejectReason> read(std::string_view text);

    // The same, and looks for odd values on the way.
    std::optional<RejectReason> read(std::string_view text, json::OddValues& odd_values);

    // Reads all of a text that read() gave up as too large or nested too deep, for the members that
    // the event has nevertheless. Where the text breaks the capture ends.
    void readOn(std::string_view text);

    // What the last text held, valid until the next one is read. Complete unless the text was
    // malformed or given up.
    [[nodiscard]] const EventCapture& capture() const { return capture_; }

private:
    template <typename Odd>
    std::optional<RejectReason> judge(std::string_view text, Odd& odd_values);

    json::Parser parser_;
    EventCapture capture_;
};

}  // namespace event_rules
