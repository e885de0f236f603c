#pragma once

#include <string>
#include <string_view>

namespace relay {

std::string toLowerAscii(std::string_view text);

// Without blanks and tabs at both ends.
std::string_view trimBlanks(std::string_view text);

}  // namespace relay
