#include "event_rules/epoch_number.h"

#include "event_rules/text_cursor.h"

#include <algorithm>

namespace event_rules {
namespace {

constexpr std::int64_t kMicrosecondDigits = 3;  // of a millisecond
constexpr std::int64_t kMaxExponent = 10'000'000;

struct Decimal {
    bool is_negative = false;
    std::string_view integer;
    std::string_view fraction;
    std::int64_t exponent = 0;  // clamped: beyond the clamp the value is zero or does not fit
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
    decimal.is_negative = cursor.takeOneOf("-");
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

// Appends decimal digits to a number until it no longer fits.
class Accumulator {
public:
    bool append(int digit) {
        return !__builtin_mul_overflow(value_, std::int64_t{10}, &value_) &&
               !__builtin_add_overflow(value_, std::int64_t{digit}, &value_);
    }

    [[nodiscard]] std::int64_t value() const { return value_; }

private:
    std::int64_t value_ = 0;
};

}  // namespace

std::optional<std::int64_t> parseEpochMilliseconds(std::string_view text, Exponent exponent) {
    const auto decimal = parseDecimal(text, exponent);
    if (!decimal) {
        return std::nullopt;
    }
    // how many digits stand in front of the decimal point once the value is in microseconds
    auto missing =
        static_cast<std::int64_t>(decimal->integer.size()) + decimal->exponent + kMicrosecondDigits;
    Accumulator us;
    for (const auto digits : {decimal->integer, decimal->fraction}) {
        for (const char c : digits) {
            if (missing > 0 && !us.append(c - '0')) {
                return std::nullopt;
            }
            --missing;
        }
    }
    for (; missing > 0 && us.value() != 0; --missing) {
        if (!us.append(0)) {
            return std::nullopt;
        }
    }
    return decimal->is_negative ? -us.value() : us.value();
}

}  // namespace event_rules
