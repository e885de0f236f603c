#include "event_rules/text.h"

#include <algorithm>

namespace event_rules {
namespace {

constexpr std::string_view kWhiteSpace = " \t\n\v\f\r";

bool startsCodePoint(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

}  // namespace

std::string_view trim(std::string_view text) {
    const auto first = text.find_first_not_of(kWhiteSpace);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(kWhiteSpace) - first + 1);
}

bool isBlank(std::string_view text) {
    return text.find_first_not_of(kWhiteSpace) == std::string_view::npos;
}

bool isLongerThan(std::string_view text, std::size_t limit) {
    if (text.size() <= limit) {
        return false;
    }
    return static_cast<std::size_t>(std::ranges::count_if(text, startsCodePoint)) > limit;
}

}  // namespace event_rules
