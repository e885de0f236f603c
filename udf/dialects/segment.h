#pragma once

#include "dialects/message.h"
#include "event_rules/event_capture.h"

#include <string>
#include <string_view>

namespace dialects {

// A message as the SDKs of Segment, RudderStack and Jitsu send it, taken for an event of our own
// form (docs/segment.md). The type counts where the message names none that is known; every other
// is taken as a track.
class SegmentEvent {
public:
    explicit SegmentEvent(event_rules::CaptureScope scope) : event_(scope) {}

    // Appends the event as text.
    void write(const Message& message, std::string_view type, std::string& out);

    // Appends the properties of the event as text, and puts into event() what the rules would read
    // in the whole text, but for the members of two objects. Those of the message's properties are
    // there already, from reading the message; those of $set the caller reads in afterwards.
    void tell(const Message& message, std::string_view type, std::string& out);

    // Valid as long as the message and the text of the properties, until the next event.
    [[nodiscard]] event_rules::EventCapture& event() { return event_; }

private:
    event_rules::EventCapture event_;
    std::string uuid_;
};

}  // namespace dialects
