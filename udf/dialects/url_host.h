#pragma once

#include <string_view>

namespace dialects {

// The host of a URL, with its port, as browsers say `location.host`; empty where the URL has none,
// names a user, or has other characters there than a host name has.
std::string_view findUrlHost(std::string_view url);

}  // namespace dialects
