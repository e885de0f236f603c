#include "event_rules/text.h"

#include <algorithm>

namespace event_rules {
namespace {

bool startsCodePoint(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
}

}  // namespace

std::string_view trim(std::string_view text) {
    while (!text.empty() && isWhiteSpace(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && isWhiteSpace(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

bool isBlank(std::string_view text) {
    return std::ranges::all_of(text, isWhiteSpace);
}

std::string_view firstCharacters(std::string_view text, std::size_t count) {
    std::size_t end = 0;
    while (end < text.size() && (!startsCodePoint(text[end]) || count-- > 0)) {
        ++end;
    }
    return text.substr(0, end);
}

bool isLongerThan(std::string_view text, std::size_t limit) {
    if (text.size() <= limit) {
        return false;
    }
    return static_cast<std::size_t>(std::ranges::count_if(text, startsCodePoint)) > limit;
}

}  // namespace event_rules
