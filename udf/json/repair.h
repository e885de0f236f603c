#pragma once

#include <span>
#include <string_view>

namespace json {

// Replaces what JSON.parse accepts and RapidJSON refuses by harmless text of the same length: each
// lone surrogate escape by \ufffd, each longer number by a zero. Text that is no JSON stays no
// JSON.
void repair(std::span<char> text);

// Whether unescaped text holds a surrogate encoded as if it were a character: what RapidJSON makes
// of a lone low surrogate escape. Valid UTF-8 never holds those bytes.
bool holdsEncodedSurrogate(std::string_view text);

}  // namespace json
