#include "event_rules/event_time.h"

#include "event_rules/timestamp.h"

#include <limits>
#include <optional>

namespace event_rules {
namespace {

constexpr std::int64_t kSecondUs = 1'000'000;
constexpr std::int64_t kNetworkTimeUs = 60 * kSecondUs;
constexpr std::int64_t kMaxAheadUs = 82'800 * kSecondUs;  // 23 h

std::optional<std::int64_t> parseTimestamp(const CapturedValue& value) {
    switch (value.kind) {
        case json::TokenKind::kString:
            return parseTimestampText(value.text);
        case json::TokenKind::kNumber:
            return parseTimestampNumber(value.text);
        default:
            return std::nullopt;
    }
}

std::int64_t saturatingSubtract(std::int64_t a, std::int64_t b) {
    std::int64_t difference = 0;
    if (__builtin_sub_overflow(a, b, &difference)) {
        return b < 0 ? std::numeric_limits<std::int64_t>::max()
                     : std::numeric_limits<std::int64_t>::min();
    }
    return difference;
}

// How far the device's clock is ahead of ours. A small difference is the time that the request
// took.
std::int64_t clockSkew(const RawEvent& raw, std::vector<Warning>& warnings) {
    if (raw.sent_at.empty()) {
        return 0;
    }
    const auto sent_at = parseTimestampText(raw.sent_at);
    if (!sent_at) {
        warnings.push_back({WarningKind::kInvalidSentAt, raw.sent_at});
        return 0;
    }
    const auto skew = saturatingSubtract(*sent_at, raw.received_at_us);
    return skew > kNetworkTimeUs || skew < -kNetworkTimeUs ? skew : 0;
}

}  // namespace

std::int64_t resolveTimestamp(
    const CapturedValue& timestamp,
    const RawEvent& raw,
    std::vector<Warning>& warnings
) {
    if (timestamp.isNull()) {
        return raw.received_at_us;
    }
    const auto skew = clockSkew(raw, warnings);
    const auto parsed = parseTimestamp(timestamp);
    const auto corrected = parsed ? saturatingSubtract(*parsed, skew) : -1;
    if (!isTimestampInRange(corrected)) {
        warnings.push_back({WarningKind::kInvalidTimestamp, timestamp.text});
        return raw.received_at_us;
    }
    if (saturatingSubtract(corrected, raw.received_at_us) > kMaxAheadUs) {
        warnings.push_back({WarningKind::kTimestampInFuture, timestamp.text});
        return raw.received_at_us;
    }
    return corrected;
}

}  // namespace event_rules
