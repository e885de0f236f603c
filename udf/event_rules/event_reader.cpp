#include "event_rules/event_reader.h"

#include "event_rules/verdict.h"

namespace event_rules {
namespace {

// Goes on where the capture would stop.
class WholeText {
public:
    explicit WholeText(EventCapture& capture) : capture_(capture) {}

    void begin(std::string_view source) { capture_.begin(source); }

    bool onToken(const json::Token& token) {
        capture_.onToken(token);
        return true;
    }

    [[nodiscard]] bool skipsValue() const { return capture_.skipsValue(); }

private:
    EventCapture& capture_;
};

}  // namespace

template <typename Odd>
std::optional<RejectReason> EventReader::judge(std::string_view text, Odd& odd_values) {
    if (text.size() > kMaxEventBytes) {
        capture_.begin({});
        return RejectReason::kEventTooLarge;
    }
    if (parser_.parse(text, capture_, odd_values) == json::ParseOutcome::kMalformed) {
        return RejectReason::kMalformedJson;
    }
    return findRejection(capture_);
}

std::optional<RejectReason> EventReader::read(std::string_view text) {
    json::NoOddValues none;
    return judge(text, none);
}

std::optional<RejectReason> EventReader::read(std::string_view text, json::OddValues& odd_values) {
    return judge(text, odd_values);
}

void EventReader::readOn(std::string_view text) {
    WholeText sink(capture_);
    parser_.parse(text, sink);
}

}  // namespace event_rules
