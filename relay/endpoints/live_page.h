#pragma once

#include <string_view>

namespace relay {

// live_page.html, as the build found it.
extern const std::string_view kLivePage;

}  // namespace relay
