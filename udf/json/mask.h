#pragma once

#include <span>

namespace json {

// Replaces what JSON.parse accepts and RapidJSON refuses by harmless text of the same length: each
// lone surrogate escape by \ufffd, each longer number by a zero. Text that is no JSON stays no
// JSON.
void maskOddValues(std::span<char> text);

}  // namespace json
