#include "native_type.h"

#include <algorithm>

namespace embedded {
namespace {

constexpr std::string_view kBlanks = " \n\t";

std::string_view trim(std::string_view text) {
    const auto begin = text.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos) {
        return {};
    }
    return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

// Where the quoted text that begins at `at` ends; behind the end of the text if it does not.
std::size_t skipQuoted(std::string_view text, std::size_t at) {
    const char mark = text[at];
    for (++at; at < text.size(); ++at) {
        if (text[at] == '\\') {
            ++at;
        } else if (text[at] == mark) {
            return at + 1;
        }
    }
    return text.size() + 1;
}

bool isQuote(char c) {
    return c == '\'' || c == '`' || c == '"';
}

std::optional<std::vector<std::string>> splitArguments(std::string_view text) {
    std::vector<std::string> arguments;
    std::size_t begin = 0;
    int depth = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        if (isQuote(text[at])) {
            at = skipQuoted(text, at);
            continue;
        }
        depth += text[at] == '(' ? 1 : 0;
        depth -= text[at] == ')' ? 1 : 0;
        if (text[at] == ',' && depth == 0) {
            arguments.emplace_back(trim(text.substr(begin, at - begin)));
            begin = at + 1;
        }
        ++at;
    }
    if (depth != 0 || at > text.size()) {
        return std::nullopt;
    }
    if (const auto last = trim(text.substr(begin)); !last.empty()) {
        arguments.emplace_back(last);
    }
    return arguments;
}

// Where the name of an element ends; 0 if it has none.
std::size_t nameEnd(std::string_view element) {
    if (!element.empty() && isQuote(element[0])) {
        return std::min(skipQuoted(element, 0), element.size());
    }
    const auto end = element.find_first_of(" (");
    return end != std::string_view::npos && element[end] == ' ' ? end : 0;
}

}  // namespace

std::optional<NativeType> parseNativeType(std::string_view text) {
    text = trim(text);
    const auto bracket = text.find('(');
    if (bracket == std::string_view::npos) {
        return text.empty() ? std::nullopt : std::optional(NativeType{std::string(text), {}});
    }
    if (!text.ends_with(')')) {
        return std::nullopt;
    }
    auto arguments = splitArguments(text.substr(bracket + 1, text.size() - bracket - 2));
    if (!arguments) {
        return std::nullopt;
    }
    return NativeType{std::string(text.substr(0, bracket)), std::move(*arguments)};
}

std::string_view elementType(std::string_view element) {
    return trim(element.substr(nameEnd(element)));
}

std::string_view elementName(std::string_view element) {
    return element.substr(0, nameEnd(element));
}

}  // namespace embedded
