#pragma once

#include <span>

namespace json {

// Replaces what JSON.parse accepts and RapidJSON refuses by harmless text of the same length: each
// lone surrogate escape by \ufffd, and each number of five characters or more, which may be beyond
// a double (1e309), by a zero. Text that is no JSON stays no JSON.
void maskOddValues(std::span<char> text);

}  // namespace json
