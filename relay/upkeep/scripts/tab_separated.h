#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace relay {

using Row = std::vector<std::string>;  // unescaped values

// Rows as ClickHouse writes them with FORMAT TabSeparated.
std::vector<Row> parseTabSeparated(std::string_view text);

// A value as ClickHouse reads it from a parameter.
std::string escapeParameter(std::string_view text);

}  // namespace relay
