#pragma once

#include <string>
#include <string_view>

namespace embedded {

// The Content-Type ClickHouse sends for an output format.
std::string contentType(std::string_view format);

}  // namespace embedded
