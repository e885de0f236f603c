#pragma once

#include "dialects/message.h"
#include "dialects/segment.h"
#include "event_rules/event_capture.h"
#include "json/odd_values.h"
#include "json/parser.h"

#include <string>
#include <string_view>

namespace dialects {

// What `relay person` writes for an operator. No request can say it: only such an event may split.
inline constexpr std::string_view kOperator = "operator";

// What a request said of the form of its events; raw_events keeps it. The names are those of
// `raw_events.dialect`: `segment`, or `segment/track` where the path names the type of the message;
// `posthog_v1`; `posthog_engage`. Any other is our own form, that of kOperator too.
struct Dialect {
    std::string_view name;
    std::string_view sdk;  // name/version
};

// An event in our own form. Views are valid until the next translation, and as long as what was
// translated.
struct Translation {
    std::string_view text;     // empty where `event` is there
    std::string_view sent_at;  // the sending clock that the message itself names
    // What the rules would read in the text, and nothing in it would be odd.
    const event_rules::EventCapture* event = nullptr;
};

// Turns events of other forms into our own, so that the event rules know but one: into text, or,
// where nothing is odd, into what they would read there. Total and pure: what is no message of the
// dialect, being no JSON object, too large or nested too deep, stays as it is, and the rules reject
// it. Keeps its buffers, so one instance per thread.
class Translator {
public:
    explicit Translator(event_rules::CaptureScope scope) : segment_(scope) {}

    // The most memory that a translator takes for an event of that text, in bytes.
    static std::size_t maxMemory(std::string_view text);

    Translation translate(std::string_view text, const Dialect& dialect);

private:
    Translation translateSegment(std::string_view text, std::string_view type);

    json::Parser parser_;
    json::OddValues odd_values_;
    Message message_;
    SegmentEvent segment_;
    json::Parser set_parser_;  // what it unescapes stands beside what the other one did
    std::string text_;
};

}  // namespace dialects
