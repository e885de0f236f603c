#include "event_rules/iso_time.h"

#include "event_rules/text_cursor.h"

#include <chrono>

namespace event_rules {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::size_t kMaxDecimals = 9;
constexpr std::size_t kKeptDecimals = 6;

std::optional<microseconds> takeDate(TextCursor& cursor) {
    const auto year = cursor.takeNumber(4, 9999);
    if (!year || !cursor.takeOneOf("-")) {
        return std::nullopt;
    }
    const auto month = cursor.takeNumber(2, 12);
    if (!month || !cursor.takeOneOf("-")) {
        return std::nullopt;
    }
    const auto day = cursor.takeNumber(2, 31);
    if (!day) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{
        std::chrono::year{*year},
        std::chrono::month{static_cast<unsigned>(*month)},
        std::chrono::day{static_cast<unsigned>(*day)}};
    if (!date.ok()) {
        return std::nullopt;
    }
    return std::chrono::sys_days{date}.time_since_epoch();
}

std::optional<microseconds> takeDecimals(TextCursor& cursor) {
    const auto decimals = cursor.takeDigits();
    if (decimals.empty() || decimals.size() > kMaxDecimals) {
        return std::nullopt;
    }
    std::int64_t us = 0;
    for (std::size_t i = 0; i < kKeptDecimals; ++i) {
        us = us * 10 + (i < decimals.size() ? decimals[i] - '0' : 0);
    }
    return microseconds{us};
}

std::optional<microseconds> takeTime(TextCursor& cursor) {
    const auto hour = cursor.takeNumber(2, 23);
    if (!hour || !cursor.takeOneOf(":")) {
        return std::nullopt;
    }
    const auto minute = cursor.takeNumber(2, 59);
    if (!minute) {
        return std::nullopt;
    }
    const microseconds whole = hours{*hour} + minutes{*minute};
    if (!cursor.takeOneOf(":")) {
        return whole;
    }
    const auto second = cursor.takeNumber(2, 59);
    if (!second) {
        return std::nullopt;
    }
    if (!cursor.takeOneOf(".")) {
        return whole + seconds{*second};
    }
    const auto decimals = takeDecimals(cursor);
    return decimals ? std::optional(whole + seconds{*second} + *decimals) : std::nullopt;
}

// Nothing, Z, ±hh, ±hhmm or ±hh:mm; the whole rest of the text.
std::optional<microseconds> takeOffset(TextCursor& cursor) {
    if (cursor.isAtEnd()) {
        return microseconds{0};
    }
    if (cursor.takeOneOf("Zz")) {
        return cursor.isAtEnd() ? std::optional(microseconds{0}) : std::nullopt;
    }
    const bool is_west = cursor.takeOneOf("-");
    if (!is_west && !cursor.takeOneOf("+")) {
        return std::nullopt;
    }
    const auto hour = cursor.takeNumber(2, 23);
    if (!hour) {
        return std::nullopt;
    }
    microseconds offset = hours{*hour};
    if (!cursor.isAtEnd()) {
        cursor.takeOneOf(":");
        const auto minute = cursor.takeNumber(2, 59);
        if (!minute || !cursor.isAtEnd()) {
            return std::nullopt;
        }
        offset += minutes{*minute};
    }
    return is_west ? -offset : offset;
}

}  // namespace

std::optional<std::int64_t> parseIsoTime(std::string_view text) {
    TextCursor cursor(text);
    const auto date = takeDate(cursor);
    if (!date) {
        return std::nullopt;
    }
    if (cursor.isAtEnd()) {
        return date->count();
    }
    if (!cursor.takeOneOf("Tt ")) {
        return std::nullopt;
    }
    const auto time = takeTime(cursor);
    if (!time) {
        return std::nullopt;
    }
    const auto offset = takeOffset(cursor);
    return offset ? std::optional((*date + *time - *offset).count()) : std::nullopt;
}

}  // namespace event_rules
