#include "event_rules/uuid.h"

#include "event_rules/text.h"

namespace event_rules {
namespace {

constexpr std::size_t kTextLength = 36;
constexpr std::string_view kDigits = "0123456789abcdef";

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
        const auto digit = kDigits.find(toLower(text[i]));
        if (digit == std::string_view::npos) {
            return std::nullopt;
        }
        auto& byte = uuid.bytes.at(digits / 2);
        byte = static_cast<std::uint8_t>(std::size_t{byte} * 16 + digit);
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
