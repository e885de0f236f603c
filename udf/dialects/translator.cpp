#include "dialects/translator.h"

#include "dialects/posthog.h"
#include "dialects/segment.h"
#include "event_rules/verdict.h"

#include <algorithm>

namespace dialects {
namespace {

constexpr std::string_view kSegment = "segment";
constexpr std::string_view kPostHogV1 = "posthog_v1";
constexpr std::string_view kPostHogEngage = "posthog_engage";

// A member stands up to three times in a translation, and its names beside it.
constexpr std::size_t kMostCopies = 3;
constexpr std::size_t kNames = 4096;
constexpr std::size_t kKeptText = 65'536;  // a large event is rare: its buffer is given back

bool isSegment(std::string_view dialect) {
    return dialect.starts_with(kSegment) &&
           (dialect.size() == kSegment.size() || dialect[kSegment.size()] == '/');
}

}  // namespace

std::size_t Translator::maxMemory(std::string_view text) {
    const auto event = std::min(text.size(), event_rules::kMaxEventBytes);
    return json::Parser::maxMemory(text.substr(0, event)) + 2 * (kMostCopies * event + kNames);
}

Translation Translator::translate(std::string_view text, const Dialect& dialect) {
    const bool is_segment = isSegment(dialect.name);
    const bool is_engage = dialect.name == kPostHogEngage;
    if (!is_segment && !is_engage && dialect.name != kPostHogV1) {
        return {text, {}};
    }
    if (text.size() > event_rules::kMaxEventBytes ||
        parser_.parse(text, message_) != json::ParseOutcome::kWellFormed || !message_.isObject()) {
        return {text, {}};
    }
    if (text_.capacity() > kKeptText) {
        text_ = {};
    }
    text_.clear();
    if (is_segment) {
        const auto type = dialect.name.substr(std::min(kSegment.size() + 1, dialect.name.size()));
        translateSegment(message_, type, text_);
        const auto& sent_at = message_[Member::kSentAt];
        return {text_, sent_at.isText() ? sent_at.text : std::string_view()};
    }
    if (is_engage) {
        translatePostHogEngage(message_, text_);
    } else {
        translatePostHogV1(message_, dialect.sdk, text_);
    }
    return {text_, {}};
}

}  // namespace dialects
