#include "upkeep/scripts/tab_separated.h"

#include <cstddef>
#include <utility>

namespace relay {

namespace {

char unescaped(char escape) {
    switch (escape) {
        case 'n':
            return '\n';
        case 't':
            return '\t';
        case 'r':
            return '\r';
        case 'b':
            return '\b';
        case 'f':
            return '\f';
        case '0':
            return '\0';
        default:
            return escape;
    }
}

}  // namespace

std::vector<Row> parseTabSeparated(std::string_view text) {
    std::vector<Row> rows;
    Row row(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\n') {
            rows.push_back(std::move(row));
            row.assign(1, {});
        } else if (text[i] == '\t') {
            row.emplace_back();
        } else if (text[i] == '\\' && i + 1 < text.size()) {
            row.back() += unescaped(text[++i]);
        } else {
            row.back() += text[i];
        }
    }
    return rows;
}

std::string escapeParameter(std::string_view text) {
    std::string value;
    for (const char byte : text) {
        switch (byte) {
            case '\\':
                value += "\\\\";
                break;
            case '\t':
                value += "\\t";
                break;
            case '\n':
                value += "\\n";
                break;
            default:
                value += byte;
        }
    }
    return value;
}

}  // namespace relay
