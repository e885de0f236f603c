#pragma once

#include "dialects/translator.h"
#include "event_rules/normalizer.h"

namespace dialects {

// The event rules on a raw event in any form. Total and pure; one instance per thread.
class RawEventNormalizer {
public:
    // `raw.text` is as received, of any form. The result is valid until the next call.
    const event_rules::NormalizedEvent&
    normalize(event_rules::RawEvent raw, const Dialect& dialect) {
        raw.is_of_operator = dialect.name == kOperator;
        const auto translation = translator_.translate(raw.text, dialect);
        if (raw.sent_at.empty()) {
            raw.sent_at = translation.sent_at;
        }
        if (translation.event != nullptr) {
            return normalizer_.normalize(raw, *translation.event);
        }
        raw.text = translation.text;
        return normalizer_.normalize(raw);
    }

private:
    Translator translator_{event_rules::CaptureScope::kEverything};
    event_rules::Normalizer normalizer_;
};

}  // namespace dialects
