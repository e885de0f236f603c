#include "event_rules/event_time.h"

#include "event_rules/text_cursor.h"
#include "event_rules/timestamp.h"

#include <charconv>
#include <limits>
#include <optional>

namespace event_rules {
namespace {

constexpr std::int64_t kMillisecondUs = 1000;
constexpr std::int64_t kSecondUs = 1'000'000;
constexpr std::int64_t kNetworkTimeUs = 60 * kSecondUs;
constexpr std::int64_t kMaxAheadUs = 82'800 * kSecondUs;  // 23 h
constexpr std::size_t kMaxOffsetDigits = 15;

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

struct Sending {
    std::int64_t time_us;  // by our clock
    std::int64_t skew_us;  // how far the device's clock is ahead of ours
};

// A small difference between the clocks is the time that the request took.
Sending findSending(const RawEvent& raw, std::vector<Warning>& warnings) {
    if (raw.sent_at.empty()) {
        return {raw.received_at_us, 0};
    }
    const auto sent_at = parseTimestampText(raw.sent_at);
    if (!sent_at) {
        warnings.push_back({WarningKind::kInvalidSentAt, raw.sent_at});
        return {raw.received_at_us, 0};
    }
    const auto skew = saturatingSubtract(*sent_at, raw.received_at_us);
    const bool is_wrong = skew > kNetworkTimeUs || skew < -kNetworkTimeUs;
    return is_wrong ? Sending{raw.received_at_us, skew} : Sending{*sent_at, 0};
}

// How long before it was sent an event was captured: whole milliseconds, without the sign, which
// SDKs give either way.
std::optional<std::int64_t> parseOffset(const CapturedValue& offset) {
    if (offset.kind != json::TokenKind::kNumber) {
        return std::nullopt;
    }
    TextCursor cursor(offset.text);
    cursor.takeOneOf("-");
    const auto digits = cursor.takeDigits();
    if (cursor.takeOneOf(".")) {
        cursor.takeDigits();
    }
    std::int64_t ms = 0;
    const auto end = digits.data() + digits.size();
    const bool is_read = std::from_chars(digits.data(), end, ms).ptr == end;
    return is_read && digits.size() <= kMaxOffsetDigits && cursor.isAtEnd() ? std::optional(ms)
                                                                            : std::nullopt;
}

// The time, or received_at where it cannot be used.
std::int64_t checkTime(
    std::optional<std::int64_t> time_us,
    std::string_view text,
    const RawEvent& raw,
    std::vector<Warning>& warnings
) {
    if (!time_us || !isTimestampInRange(*time_us)) {
        warnings.push_back({WarningKind::kInvalidTimestamp, text});
        return raw.received_at_us;
    }
    if (saturatingSubtract(*time_us, raw.received_at_us) > kMaxAheadUs) {
        warnings.push_back({WarningKind::kTimestampInFuture, text});
        return raw.received_at_us;
    }
    return *time_us;
}

}  // namespace

std::int64_t
resolveTimestamp(const EventCapture& capture, const RawEvent& raw, std::vector<Warning>& warnings) {
    const auto& timestamp = capture.value(EventField::kTimestamp);
    const auto& offset = capture.value(EventField::kOffset);
    const auto offset_ms = parseOffset(offset);
    if (timestamp.isNull() && !offset_ms) {
        return raw.received_at_us;
    }
    const auto sending = findSending(raw, warnings);
    if (timestamp.isNull()) {
        return checkTime(sending.time_us - *offset_ms * kMillisecondUs, offset.text, raw, warnings);
    }
    auto time = parseTimestamp(timestamp);
    if (time) {
        time = saturatingSubtract(*time, sending.skew_us);
    }
    return checkTime(time, timestamp.text, raw, warnings);
}

}  // namespace event_rules
