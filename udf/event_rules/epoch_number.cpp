#include "event_rules/epoch_number.h"

#include "event_rules/text_cursor.h"

#include <algorithm>
#include <array>
#include <string>

namespace event_rules {
namespace {

constexpr std::int64_t kMaxExponent = 10'000'000;

struct Decimal {
    std::string_view integer;
    std::string_view fraction;
    std::int64_t exponent = 0;  // clamped: beyond the clamp the value is no time
};

std::optional<std::int64_t> takeExponent(TextCursor& cursor) {
    const bool is_negative = cursor.takeOneOf("-");
    if (!is_negative) {
        cursor.takeOneOf("+");
    }
    const auto digits = cursor.takeDigits();
    if (digits.empty()) {
        return std::nullopt;
    }
    std::int64_t value = 0;
    for (const char c : digits) {
        value = std::min(value * 10 + (c - '0'), kMaxExponent);
    }
    return is_negative ? -value : value;
}

std::optional<Decimal> parseDecimal(std::string_view text, Exponent exponent) {
    TextCursor cursor(text);
    Decimal decimal;
    decimal.integer = cursor.takeDigits();
    if (decimal.integer.empty()) {
        return std::nullopt;
    }
    if (cursor.takeOneOf(".")) {
        decimal.fraction = cursor.takeDigits();
        if (decimal.fraction.empty()) {
            return std::nullopt;
        }
    }
    if (exponent == Exponent::kAllowed && cursor.takeOneOf("eE")) {
        const auto value = takeExponent(cursor);
        if (!value) {
            return std::nullopt;
        }
        decimal.exponent = *value;
    }
    return cursor.isAtEnd() ? std::optional(decimal) : std::nullopt;
}

// The digits of a number from its first one that is no zero.
std::string significantDigits(const Decimal& decimal) {
    const auto digits = std::string(decimal.integer).append(decimal.fraction);
    return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

// How many of the first digits count whole microseconds, by how many stand in front of the decimal
// point. None where no unit has numbers of that size.
std::int64_t microsecondDigits(std::int64_t integer_digits) {
    if (integer_digits < 9 || integer_digits > 20) {
        return 0;
    }
    constexpr std::array<std::int64_t, 4> shifts{6, 3, 0, -3};
    return integer_digits + shifts.at(static_cast<std::size_t>((integer_digits - 9) / 3));
}

}  // namespace

std::optional<std::int64_t> parseEpoch(std::string_view text, Exponent exponent) {
    const auto decimal = parseDecimal(text, exponent);
    if (!decimal) {
        return std::nullopt;
    }
    const auto digits = significantDigits(*decimal);
    const auto leading_zeros = decimal->integer.size() + decimal->fraction.size() - digits.size();
    const auto count = microsecondDigits(
        static_cast<std::int64_t>(decimal->integer.size() - leading_zeros) + decimal->exponent
    );
    if (digits.empty() || count == 0) {
        return std::nullopt;
    }
    std::int64_t us = 0;
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
        us = us * 10 + (i < digits.size() ? digits[i] - '0' : 0);
    }
    return us;
}

}  // namespace event_rules
