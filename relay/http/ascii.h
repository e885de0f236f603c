#pragma once

#include <string>
#include <string_view>

namespace relay {

std::string toLowerAscii(std::string_view text);

}  // namespace relay
