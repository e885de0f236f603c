#pragma once

#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

namespace migrate_test {

// The names of tables and views in tests/golden-schema/one_node.sql, sorted, one a line.
inline std::string goldenObjects() {
    std::ifstream stream(SQL_ROOT "/tests/golden-schema/one_node.sql", std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    const std::regex create(
        R"(\nCREATE [A-Z ]*(?:TABLE|VIEW) (?:IF NOT EXISTS )?product_analytics\.(\w+))"
    );
    std::set<std::string> names;
    for (std::sregex_iterator it(text.begin(), text.end(), create), end; it != end; ++it) {
        names.insert((*it)[1]);
    }
    std::string lines;
    for (const auto& name : names) {
        lines += name + "\n";
    }
    return lines;
}

}  // namespace migrate_test
