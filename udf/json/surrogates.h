#pragma once

#include <cstddef>
#include <string_view>

namespace json {

inline constexpr std::size_t kEscapeLength = 6;  // \uXXXX

// Where in a string as it stands in JSON, from a place that is not inside an escape, the next
// escape of a surrogate begins that has not its other half beside it; npos when there is none.
std::size_t findLoneSurrogate(std::string_view string, std::size_t from = 0);

// Whether unescaped text holds a surrogate encoded as if it were a character: what RapidJSON makes
// of a lone low surrogate escape. Valid UTF-8 never holds those bytes.
bool holdsEncodedSurrogate(std::string_view text);

}  // namespace json
