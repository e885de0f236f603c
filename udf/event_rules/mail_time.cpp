#include "event_rules/mail_time.h"

#include "event_rules/text.h"
#include "event_rules/text_cursor.h"
#include "event_rules/zone_offset.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>

namespace event_rules {
namespace {

using std::chrono::hours;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array<std::string_view, 7>
    kWeekdays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

constexpr std::array<std::string_view, 12>
    kMonths{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};

struct Zone {
    std::string_view name;
    hours offset;
};

constexpr std::array<Zone, 12> kZones{
    {{"z", hours{0}},
     {"ut", hours{0}},
     {"utc", hours{0}},
     {"gmt", hours{0}},
     {"edt", hours{-4}},
     {"est", hours{-5}},
     {"cdt", hours{-5}},
     {"cst", hours{-6}},
     {"mdt", hours{-6}},
     {"mst", hours{-7}},
     {"pdt", hours{-7}},
     {"pst", hours{-8}}}};

bool isName(std::string_view word, std::string_view lower_name) {
    return std::ranges::equal(word, lower_name, std::ranges::equal_to(), toLower);
}

template <std::size_t kCount>
std::optional<int>
indexIn(const std::array<std::string_view, kCount>& names, std::string_view word) {
    const auto found = std::ranges::find_if(names, [&](auto name) { return isName(word, name); });
    return found != names.end() ? std::optional(static_cast<int>(found - names.begin()))
                                : std::nullopt;
}

// The name of a day and a comma, or nothing.
bool takeWeekday(TextCursor& cursor) {
    const auto word = cursor.takeWord();
    if (word.empty()) {
        return true;
    }
    const bool is_taken = indexIn(kWeekdays, word) && cursor.takeOneOf(",");
    cursor.takeBlanks();
    return is_taken;
}

// Day, month and year, each with blanks behind it.
std::optional<std::chrono::sys_days> takeDate(TextCursor& cursor) {
    const auto digits = cursor.takeDigits();
    const auto day = TextCursor(digits).takeNumber(digits.size() == 1 ? 1 : 2, 31);
    if (!day || digits.size() > 2 || !cursor.takeBlanks()) {
        return std::nullopt;
    }
    const auto month = indexIn(kMonths, cursor.takeWord());
    if (!month || !cursor.takeBlanks()) {
        return std::nullopt;
    }
    const auto year = cursor.takeNumber(4, 9999);
    if (!year || !cursor.takeBlanks()) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date{
        std::chrono::year{*year},
        std::chrono::month{static_cast<unsigned>(*month) + 1},
        std::chrono::day{static_cast<unsigned>(*day)}};
    return date.ok() ? std::optional(std::chrono::sys_days{date}) : std::nullopt;
}

// hh:mm or hh:mm:ss, with blanks behind it.
std::optional<microseconds> takeTime(TextCursor& cursor) {
    const auto hour = cursor.takeNumber(2, 23);
    const auto minute = hour && cursor.takeOneOf(":") ? cursor.takeNumber(2, 59) : std::nullopt;
    if (!minute) {
        return std::nullopt;
    }
    const auto second = cursor.takeOneOf(":") ? cursor.takeNumber(2, 60) : 0;
    if (!second || !cursor.takeBlanks()) {
        return std::nullopt;
    }
    return hours{*hour} + minutes{*minute} + seconds{*second};
}

std::optional<minutes> takeZone(TextCursor& cursor) {
    const auto word = cursor.takeWord();
    if (word.empty()) {
        return takeZoneOffset(cursor);
    }
    const auto zone =
        std::ranges::find_if(kZones, [&](auto& each) { return isName(word, each.name); });
    return zone != kZones.end() ? std::optional<minutes>(zone->offset) : std::nullopt;
}

bool isCommentCharacter(char c) {
    return c >= ' ' && c <= '~' && c != '(' && c != ')';
}

// Nothing, or blanks and an ASCII comment in parentheses; the whole rest of the text.
bool takeComment(TextCursor& cursor) {
    if (cursor.isAtEnd()) {
        return true;
    }
    if (!cursor.takeBlanks() || !cursor.takeOneOf("(")) {
        return false;
    }
    cursor.takeWhile(isCommentCharacter);
    return cursor.takeOneOf(")") && cursor.isAtEnd();
}

}  // namespace

std::optional<std::int64_t> parseMailTime(std::string_view text) {
    TextCursor cursor(text);
    if (!takeWeekday(cursor)) {
        return std::nullopt;
    }
    const auto date = takeDate(cursor);
    const auto time = date ? takeTime(cursor) : std::nullopt;
    const auto offset = time ? takeZone(cursor) : std::nullopt;
    if (!offset || !takeComment(cursor)) {
        return std::nullopt;
    }
    return (date->time_since_epoch() + *time - *offset).count();
}

}  // namespace event_rules
