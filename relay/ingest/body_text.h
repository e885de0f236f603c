#pragma once

#include <string_view>

namespace relay {

// Without the white space that JSON knows (space, tab, line feed, carriage return) at both ends.
std::string_view trimJson(std::string_view text);

// Without a byte order mark at the start.
std::string_view skipByteOrderMark(std::string_view body);

}  // namespace relay
