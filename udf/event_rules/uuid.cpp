#include "event_rules/uuid.h"

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

bool isHyphenAt(std::size_t index) {
    return index == 8 || index == 13 || index == 18 || index == 23;
}

}  // namespace

std::optional<Uuid> parseUuid(std::string_view text) {
    if (text.size() != kTextLength) {
        return std::nullopt;
    }
    Uuid uuid;
    std::size_t digits = 0;
    for (std::size_t i = 0; i < kTextLength; ++i) {
        if (isHyphenAt(i)) {
            if (text[i] != '-') {
                return std::nullopt;
            }
            continue;
        }
        const auto digit = kDigitValues[static_cast<std::uint8_t>(text[i])];
        if (digit == kNoDigit) {
            return std::nullopt;
        }
        auto& byte = uuid.bytes[digits / 2];
        byte = static_cast<std::uint8_t>(byte << 4U | digit);
        ++digits;
    }
    return uuid;
}

std::string toString(const Uuid& uuid) {
    std::string text;
    text.reserve(kTextLength);
    for (const auto byte : uuid.bytes) {
        if (isHyphenAt(text.size())) {
            text += '-';
        }
        text += kDigits[byte >> 4U];
        text += kDigits[byte & 0x0FU];
    }
    return text;
}

}  // namespace event_rules
