#include "http/text.h"

#include <algorithm>

namespace http {

namespace {

constexpr std::string_view kBlanks = " \t";
constexpr std::string_view kTokenMarks = "!#$%&'*+-.^_`|~";

bool isTokenCharacter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           kTokenMarks.find(c) != std::string_view::npos;
}

}  // namespace

std::string toLowerAscii(std::string_view text) {
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return lower;
}

std::string_view trimBlanks(std::string_view text) {
    const auto first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

bool isToken(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), isTokenCharacter);
}

bool listHas(std::string_view list, std::string_view lower_case_member) {
    while (!list.empty()) {
        const auto comma = std::min(list.find(','), list.size());
        if (toLowerAscii(trimBlanks(list.substr(0, comma))) == lower_case_member) {
            return true;
        }
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return false;
}

}  // namespace http
