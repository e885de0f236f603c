#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace test_support {

// Rows of ClickHouse's TabSeparated format, unescaped; nullopt is NULL.
std::vector<std::vector<std::optional<std::string>>> parseTsv(std::string_view text);

}  // namespace test_support
