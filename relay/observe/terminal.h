#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace relay {

enum class Color : std::uint8_t { kNone, kGreen, kYellow, kRed, kDim };

// Where a command writes for people: on a terminal in colors, and no wider than it is.
struct Terminal {
    bool is_terminal = false;
    std::size_t columns = 80;

    static Terminal standardOutput();

    // The text itself where there is no terminal.
    [[nodiscard]] std::string paint(std::string_view text, Color color) const;
};

// Text of clients as one line that moves no cursor: a space for each control character, of UTF-8
// too.
std::string printable(std::string_view text);

// As long as `columns` characters of UTF-8: filled up with spaces, or cut and ended with "…".
std::string fitted(std::string_view text, std::size_t columns);

}  // namespace relay
