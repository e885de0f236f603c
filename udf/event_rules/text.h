#pragma once

#include <cstddef>
#include <string_view>

namespace event_rules {

constexpr bool isWhiteSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

constexpr char toLower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Without leading and trailing ASCII white space.
std::string_view trim(std::string_view text);

// Empty or ASCII white space only.
bool isBlank(std::string_view text);

// At most so many characters of valid UTF-8 from its front.
std::string_view firstCharacters(std::string_view text, std::size_t count);

// Whether the text has more Unicode code points (bytes that do not continue a UTF-8 sequence) than
// `limit`.
bool isLongerThan(std::string_view text, std::size_t limit);

}  // namespace event_rules
