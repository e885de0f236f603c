#include "event_rules/uuid.h"

#include <algorithm>
#include <array>

namespace event_rules {
namespace {

constexpr std::size_t kTextLength = 36;
constexpr std::string_view kDigits = "0123456789abcdef";

constexpr std::uint8_t kNoDigit = 16;

// What each byte is worth as a hexadecimal digit.
constexpr auto kDigitValues = [] {
    std::array<std::uint8_t, 256> values{};
    values.fill(kNoDigit);
    for (std::size_t digit = 0; digit < kDigits.size(); ++digit) {
        const auto lower = static_cast<std::uint8_t>(kDigits[digit]);
        values.at(lower) = static_cast<std::uint8_t>(digit);
        if (digit >= 10) {
            values.at(lower - 'a' + 'A') = static_cast<std::uint8_t>(digit);
        }
    }
    return values;
}();

constexpr std::array<std::size_t, 4> kHyphens{8, 13, 18, 23};

// Where the two digits of each byte stand.
constexpr std::array<std::size_t, 16>
    kDigitPairs{0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34};

}  // namespace

std::optional<Uuid> parseUuid(std::string_view text) {
    if (text.size() != kTextLength) {
        return std::nullopt;
    }
    Uuid uuid;
    unsigned all_digits = 0;
    for (std::size_t i = 0; i < kDigitPairs.size(); ++i) {
        const unsigned high = kDigitValues[static_cast<std::uint8_t>(text[kDigitPairs[i]])];
        const unsigned low = kDigitValues[static_cast<std::uint8_t>(text[kDigitPairs[i] + 1])];
        uuid.bytes[i] = static_cast<std::uint8_t>(high << 4U | low);
        all_digits |= high | low;
    }
    const bool has_hyphens =
        std::ranges::all_of(kHyphens, [text](std::size_t place) { return text[place] == '-'; });
    return has_hyphens && all_digits < kNoDigit ? std::optional(uuid) : std::nullopt;
}

std::string toString(const Uuid& uuid) {
    std::string text(kTextLength, '-');
    for (std::size_t i = 0; i < kDigitPairs.size(); ++i) {
        text[kDigitPairs[i]] = kDigits[uuid.bytes[i] >> 4U];
        text[kDigitPairs[i] + 1] = kDigits[uuid.bytes[i] & 0x0FU];
    }
    return text;
}

}  // namespace event_rules
