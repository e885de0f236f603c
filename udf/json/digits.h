#pragma once

#include <optional>

namespace json {

constexpr bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

// The value of a hexadecimal digit in any case.
constexpr std::optional<unsigned> hexDigit(char c) {
    if (isDigit(c)) {
        return static_cast<unsigned>(c - '0');
    }
    const char lower = static_cast<char>(c | 0x20);
    if (lower >= 'a' && lower <= 'f') {
        return static_cast<unsigned>(lower - 'a') + 10;
    }
    return std::nullopt;
}

}  // namespace json
