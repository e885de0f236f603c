#include "event_rules/timestamp.h"

#include "event_rules/epoch_number.h"
#include "event_rules/iso_time.h"
#include "event_rules/mail_time.h"

namespace event_rules {
namespace {

std::optional<std::int64_t> inRange(std::optional<std::int64_t> us) {
    return us && isTimestampInRange(*us) ? us : std::nullopt;
}

}  // namespace

std::optional<std::int64_t> parseTimestampText(std::string_view text) {
    auto us = parseIsoTime(text);
    if (!us) {
        us = parseMailTime(text);
    }
    return inRange(us ? us : parseEpoch(text, Exponent::kRefused));
}

std::optional<std::int64_t> parseTimestampNumber(std::string_view number) {
    return inRange(parseEpoch(number, Exponent::kAllowed));
}

}  // namespace event_rules
