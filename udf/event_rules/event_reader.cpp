#include "event_rules/event_reader.h"

#include "event_rules/verdict.h"

namespace event_rules {

std::optional<RejectReason> EventReader::read(std::string_view text) {
    if (text.size() > kMaxEventBytes) {
        capture_.begin({});
        return RejectReason::kEventTooLarge;
    }
    if (parser_.parse(text, capture_) == ParseOutcome::kMalformed) {
        return RejectReason::kMalformedJson;
    }
    // RapidJSON refuses a lone high surrogate, but lets a lone low one through.
    if (capture_.holdsSurrogate()) {
        parser_.parseRepaired(text, capture_);
    }
    return findRejection(capture_);
}

}  // namespace event_rules
