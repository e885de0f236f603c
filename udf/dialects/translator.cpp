#include "dialects/translator.h"

#include "dialects/posthog.h"
#include "dialects/segment.h"
#include "event_rules/verdict.h"

#include <algorithm>

namespace dialects {

using event_rules::EventCapture;
using event_rules::EventField;

namespace {

constexpr std::string_view kSegment = "segment";
constexpr std::string_view kPostHogV1 = "posthog_v1";
constexpr std::string_view kPostHogEngage = "posthog_engage";

// A member stands up to three times in a translation, and its names beside it.
constexpr std::size_t kMostCopies = 3;
constexpr std::size_t kNames = 4096;
constexpr std::size_t kSurelySmall = (event_rules::kMaxEventBytes - kNames) / kMostCopies;
constexpr std::size_t kKeptText = 65'536;  // a large event is rare: its buffer is given back

bool isSegment(std::string_view dialect) {
    return dialect.starts_with(kSegment) &&
           (dialect.size() == kSegment.size() || dialect[kSegment.size()] == '/');
}

// Passes what stands in the properties, which most of a message may be, on to the event rules.
class MessageSink {
public:
    MessageSink(Message& message, EventCapture& event) : message_(message), event_(event) {}

    void begin(std::string_view source) {
        message_.begin(source);
        event_.begin(source);
        event_.enter(EventField::kNone, EventField::kProperties, source);
    }

    bool onToken(const json::Token& token) {
        const bool was_in_properties = message_.isInProperties();
        const bool goes_on = message_.onToken(token);
        if (was_in_properties || message_.isInProperties()) {
            event_.onToken(token);
        }
        return goes_on;
    }

    [[nodiscard]] bool skipsValue() const {
        return message_.skipsValue() && (!message_.isInProperties() || event_.skipsValue());
    }

private:
    Message& message_;
    EventCapture& event_;
};

// Passes on the members of a value of $set.
class SetSink {
public:
    explicit SetSink(EventCapture& event) : event_(event) {}

    void begin(std::string_view source) {
        event_.enter(EventField::kProperties, EventField::kPropertiesSet, source);
    }

    bool onToken(const json::Token& token) { return event_.onToken(token); }

    [[nodiscard]] bool skipsValue() const { return event_.skipsValue(); }

private:
    EventCapture& event_;
};

}  // namespace

std::size_t Translator::maxMemory(std::string_view text) {
    const auto event = std::min(text.size(), event_rules::kMaxEventBytes);
    return sizeof(Translator) + 2 * json::Parser::maxMemory(text.substr(0, event)) +
           2 * (kMostCopies * event + kNames);
}

Translation Translator::translate(std::string_view text, const Dialect& dialect) {
    const bool is_segment = isSegment(dialect.name);
    const bool is_engage = dialect.name == kPostHogEngage;
    if ((!is_segment && !is_engage && dialect.name != kPostHogV1) ||
        text.size() > event_rules::kMaxEventBytes) {
        return {text, {}};
    }
    if (text_.capacity() > kKeptText) {
        text_ = {};
    }
    text_.clear();
    if (is_segment) {
        const auto type = dialect.name.substr(std::min(kSegment.size() + 1, dialect.name.size()));
        return translateSegment(text, type);
    }
    if (parser_.parse(text, message_) != json::ParseOutcome::kWellFormed || !message_.isObject()) {
        return {text, {}};
    }
    if (is_engage) {
        translatePostHogEngage(message_, text_);
    } else {
        translatePostHogV1(message_, dialect.sdk, text_);
    }
    return {text_, {}};
}

Translation Translator::translateSegment(std::string_view text, std::string_view type) {
    MessageSink sink(message_, segment_.event());
    if (parser_.parse(text, sink, odd_values_) != json::ParseOutcome::kWellFormed ||
        !message_.isObject()) {
        return {text, {}};
    }
    const auto& clock = message_[Member::kSentAt];
    const auto sent_at = clock.isText() ? clock.text : std::string_view();
    if (odd_values_.isFound() || text.size() > kSurelySmall) {
        segment_.write(message_, type, text_);
        return {text_, sent_at};
    }
    segment_.tell(message_, type, text_);
    auto& event = segment_.event();
    if (const auto set = event.value(EventField::kPropertiesSet); set.isObject()) {
        SetSink members(event);
        set_parser_.parse(set.text, members);
    }
    return {{}, sent_at, &event};
}

}  // namespace dialects
