#include "event_rules/timestamp.h"

#include "event_rules/epoch_number.h"
#include "event_rules/iso_time.h"

namespace event_rules {
namespace {

std::optional<std::int64_t> inRange(std::optional<std::int64_t> us) {
    return us && isTimestampInRange(*us) ? us : std::nullopt;
}

}  // namespace

std::optional<std::int64_t> parseTimestampText(std::string_view text) {
    const auto iso = parseIsoTime(text);
    return inRange(iso ? iso : parseEpochMilliseconds(text, Exponent::kRefused));
}

std::optional<std::int64_t> parseTimestampNumber(std::string_view number) {
    return inRange(parseEpochMilliseconds(number, Exponent::kAllowed));
}

}  // namespace event_rules
