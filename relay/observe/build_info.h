#pragma once

#include <string_view>

namespace relay {

std::string_view buildVersion();

// Shortened; "unknown" when it was built without a repository.
std::string_view buildCommit();

}  // namespace relay
