#pragma once

#include <string_view>

namespace relay {

// Without blanks, tabs, CR and LF at both ends.
std::string_view trim(std::string_view text);

}  // namespace relay
