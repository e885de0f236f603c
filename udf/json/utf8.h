#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace json {

inline constexpr std::string_view kReplacementCharacter = "\xEF\xBF\xBD";

// Where the first byte stands that belongs to no character of UTF-8 (RFC 3629: no surrogates,
// nothing overlong, nothing above U+10FFFF), or the size.
std::size_t findInvalidUtf8(std::string_view text);

inline bool isValidUtf8(std::string_view text) {
    return findInvalidUtf8(text) == text.size();
}

// Appends the text with U+FFFD in place of each byte that belongs to no character.
void appendValidUtf8(std::string& out, std::string_view text);

}  // namespace json
