#include "upkeep/migrate/placeholders.h"

#include <algorithm>

namespace relay {

namespace {

bool isNameByte(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || byte == '_';
}

// The name in a {{NAME}} that `text` begins with, empty when there is none.
std::string_view readName(std::string_view text) {
    const auto close = text.find("}}");
    if (close == std::string_view::npos) {
        return {};
    }
    const auto name = text.substr(2, close - 2);
    return std::all_of(name.begin(), name.end(), isNameByte) ? name : std::string_view();
}

}  // namespace

tl::expected<std::string, UnknownPlaceholder>
replacePlaceholders(std::string_view text, const PlaceholderValues& values) {
    std::string result;
    std::size_t position = 0;
    for (auto open = text.find("{{"); open != std::string_view::npos;
         open = text.find("{{", position)) {
        result += text.substr(position, open - position);
        const auto name = readName(text.substr(open));
        if (name.empty()) {
            result += text[open];
            position = open + 1;
            continue;
        }
        const auto value = values.find(name);
        if (value == values.end()) {
            const auto before = text.substr(0, open);
            const auto line = 1 + std::count(before.begin(), before.end(), '\n');
            return tl::unexpected(UnknownPlaceholder{
                std::string(name), static_cast<std::size_t>(line)});
        }
        result += value->second;
        position = open + name.size() + 4;
    }
    result += text.substr(position);
    return result;
}

}  // namespace relay
