#include "support/tsv.h"

namespace test_support {

namespace {

char unescape(char code) {
    switch (code) {
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
            return code;  // a backslash or a quote
    }
}

std::optional<std::string> parseField(std::string_view field) {
    if (field == "\\N") {
        return std::nullopt;
    }
    std::string text;
    for (std::size_t i = 0; i < field.size(); ++i) {
        const bool is_escape = field[i] == '\\' && i + 1 < field.size();
        text += is_escape ? unescape(field[++i]) : field[i];
    }
    return text;
}

std::string_view takeUntil(std::string_view& text, char separator) {
    const auto end = text.find(separator);
    const auto part = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return part;
}

}  // namespace

std::vector<std::vector<std::optional<std::string>>> parseTsv(std::string_view text) {
    std::vector<std::vector<std::optional<std::string>>> rows;
    while (!text.empty()) {
        std::string_view line = takeUntil(text, '\n');
        auto& row = rows.emplace_back();
        bool is_open = true;  // an empty last field leaves no text behind
        while (is_open) {
            is_open = line.find('\t') != std::string_view::npos;
            row.push_back(parseField(takeUntil(line, '\t')));
        }
    }
    return rows;
}

}  // namespace test_support
