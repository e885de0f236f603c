#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace embedded {

// CityHash128 as of CityHash 1.0.2, whose values differ from those of later versions. ClickHouse
// checks its compressed blocks with it. Low half first.
std::array<std::uint64_t, 2> cityHash128(std::string_view bytes);

}  // namespace embedded
