#include "event_rules/iso_time.h"

#include "event_rules/text_cursor.h"
#include "event_rules/zone_offset.h"

#include <chrono>

namespace event_rules {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;
using std::chrono::year;

constexpr std::size_t kMaxDecimals = 9;

// A day since the epoch; a whole month or year is its first day, and has no time behind it.
struct Date {
    sys_days day;
    bool is_day;
};

std::optional<Date> calendarDate(int year_number, int month, int day, bool is_day = true) {
    const std::chrono::year_month_day date{
        year{year_number},
        std::chrono::month{static_cast<unsigned>(month)},
        std::chrono::day{static_cast<unsigned>(day)}};
    return date.ok() ? std::optional(Date{sys_days{date}, is_day}) : std::nullopt;
}

std::optional<Date> ordinalDate(int year_number, int number) {
    const sys_days first{year{year_number} / 1 / 1};
    const sys_days next{year{year_number + 1} / 1 / 1};
    const auto day = first + days{number - 1};
    return day >= first && day < next ? std::optional(Date{day, true}) : std::nullopt;
}

// The first week has the year's first Thursday, and so January 4.
std::optional<Date> weekDate(int year_number, int week, int weekday, bool is_day) {
    const sys_days fourth{year{year_number} / 1 / 4};
    const auto monday = fourth - (std::chrono::weekday{fourth} - std::chrono::Monday);
    const auto thursday = monday + days{7 * (week - 1) + 3};
    if (week < 1 || weekday < 1 ||
        std::chrono::year_month_day{thursday}.year() != year{year_number}) {
        return std::nullopt;
    }
    return Date{thursday + days{weekday - 4}, is_day};
}

// Behind a W.
std::optional<Date> takeWeekDate(TextCursor& cursor, int year_number) {
    const auto week = cursor.takeNumber(2, 53);
    if (!week) {
        return std::nullopt;
    }
    if (!cursor.takeOneOf("-") && !cursor.isAtDigit()) {
        return weekDate(year_number, *week, 1, false);
    }
    const auto weekday = cursor.takeNumber(1, 7);
    return weekday ? weekDate(year_number, *week, *weekday, true) : std::nullopt;
}

// Behind the year and a hyphen.
std::optional<Date> takeExtendedDate(TextCursor& cursor, int year_number) {
    if (cursor.takeOneOf("Ww")) {
        return takeWeekDate(cursor, year_number);
    }
    const auto digits = cursor.takeDigits();
    TextCursor numbers(digits);
    if (digits.size() == 3) {
        return ordinalDate(year_number, *numbers.takeNumber(3, 999));
    }
    const auto month = numbers.takeNumber(2, 12);
    if (digits.size() != 2 || !month) {
        return std::nullopt;
    }
    if (!cursor.takeOneOf("-")) {
        return calendarDate(year_number, *month, 1, false);
    }
    const auto day = cursor.takeNumber(2, 31);
    return day ? calendarDate(year_number, *month, *day) : std::nullopt;
}

std::optional<Date> takeDate(TextCursor& cursor) {
    const auto digits = cursor.takeDigits();
    TextCursor numbers(digits);
    const auto year_number = numbers.takeNumber(4, 9999);
    if (!year_number) {
        return std::nullopt;
    }
    switch (digits.size()) {
        case 4:
            if (cursor.takeOneOf("-")) {
                return takeExtendedDate(cursor, *year_number);
            }
            return cursor.takeOneOf("Ww") ? takeWeekDate(cursor, *year_number)
                                          : calendarDate(*year_number, 1, 1, false);
        case 7:
            return ordinalDate(*year_number, *numbers.takeNumber(3, 999));
        case 8: {
            const auto month = *numbers.takeNumber(2, 99);
            return calendarDate(*year_number, month, *numbers.takeNumber(2, 99));
        }
        default:
            return std::nullopt;
    }
}

// Behind a comma or a point: decimals of a unit.
std::optional<microseconds> takeDecimals(TextCursor& cursor, microseconds unit) {
    const auto decimals = cursor.takeDigits();
    if (decimals.empty() || decimals.size() > kMaxDecimals) {
        return std::nullopt;
    }
    std::int64_t numerator = 0;
    std::int64_t denominator = 1;
    for (const char digit : decimals) {
        numerator = numerator * 10 + (digit - '0');
        denominator *= 10;
    }
    return unit * numerator / denominator;
}

// Two digits, behind a colon or not; zero where they are not given.
struct Part {
    int value = 0;
    bool is_given = false;
};

std::optional<Part> takePart(TextCursor& cursor, int max) {
    if (!cursor.takeOneOf(":") && !cursor.isAtDigit()) {
        return Part{};
    }
    const auto value = cursor.takeNumber(2, max);
    return value ? std::optional(Part{*value, true}) : std::nullopt;
}

std::optional<microseconds> takeTime(TextCursor& cursor) {
    const auto hour = cursor.takeNumber(2, 24);
    const auto minute = hour ? takePart(cursor, 59) : std::nullopt;
    const auto second = minute && minute->is_given ? takePart(cursor, 60) : Part{};
    if (!minute || !second) {
        return std::nullopt;
    }
    auto time = microseconds{hours{*hour} + minutes{minute->value} + seconds{second->value}};
    if (cursor.takeOneOf(".,")) {
        const microseconds coarse = minute->is_given ? microseconds{minutes{1}} : hours{1};
        const auto rest = takeDecimals(cursor, second->is_given ? seconds{1} : coarse);
        if (!rest) {
            return std::nullopt;
        }
        time += *rest;
    }
    return *hour < 24 || time == hours{24} ? std::optional(time) : std::nullopt;
}

// The whole rest of the text.
std::optional<microseconds> takeZone(TextCursor& cursor) {
    if (cursor.isAtEnd()) {
        return microseconds{0};
    }
    const auto offset = cursor.takeOneOf("Zz") ? minutes{0} : takeZoneOffset(cursor);
    return cursor.isAtEnd() ? offset : std::nullopt;
}

}  // namespace

std::optional<std::int64_t> parseIsoTime(std::string_view text) {
    TextCursor cursor(text);
    const auto date = takeDate(cursor);
    if (!date) {
        return std::nullopt;
    }
    const microseconds midnight = date->day.time_since_epoch();
    if (cursor.isAtEnd()) {
        return midnight.count();
    }
    if (!date->is_day || !cursor.takeOneOf("Tt ")) {
        return std::nullopt;
    }
    const auto time = takeTime(cursor);
    const auto offset = time ? takeZone(cursor) : std::nullopt;
    return offset ? std::optional((midnight + *time - *offset).count()) : std::nullopt;
}

}  // namespace event_rules
