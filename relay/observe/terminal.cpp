#include "observe/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

namespace relay {

namespace {

std::string_view escapeOf(Color color) {
    switch (color) {
        case Color::kNone:
            return "";
        case Color::kGreen:
            return "\x1b[32m";
        case Color::kYellow:
            return "\x1b[33m";
        case Color::kRed:
            return "\x1b[31m";
        case Color::kDim:
            return "\x1b[2m";
    }
    return "";
}

bool isControl(unsigned char byte) {
    return byte < 0x20 || byte == 0x7F;
}

// U+0080 to U+009F, which some terminals obey.
bool isHighControl(std::string_view text) {
    return text.size() > 1 && text[0] == '\xC2' &&
           (static_cast<unsigned char>(text[1]) & 0xE0U) == 0x80U;
}

bool beginsCharacter(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

// The bytes of the first characters, at most `count` of them.
std::size_t bytesOf(std::string_view text, std::size_t count) {
    std::size_t bytes = 0;
    for (; bytes < text.size(); ++bytes) {
        if (beginsCharacter(text[bytes]) && count-- == 0) {
            break;
        }
    }
    return bytes;
}

}  // namespace

Terminal Terminal::standardOutput() {
    Terminal terminal;
    terminal.is_terminal = isatty(STDOUT_FILENO) == 1;
    winsize size{};
    if (terminal.is_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        terminal.columns = size.ws_col;
    }
    return terminal;
}

std::string Terminal::paint(std::string_view text, Color color) const {
    if (!is_terminal || color == Color::kNone) {
        return std::string(text);
    }
    return std::string(escapeOf(color)).append(text).append("\x1b[0m");
}

std::string printable(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const std::size_t control = isHighControl(text) ? 2 : 1;
        const bool is_control = control == 2 || isControl(static_cast<unsigned char>(text[0]));
        result += is_control ? ' ' : text[0];
        text.remove_prefix(control);
    }
    return result;
}

std::string fitted(std::string_view text, std::size_t columns) {
    const auto kept = bytesOf(text, columns);
    if (kept < text.size()) {
        return std::string(text.substr(0, bytesOf(text, columns - 1))).append("…");
    }
    std::size_t characters = 0;
    for (const char byte : text) {
        characters += beginsCharacter(byte) ? 1U : 0U;
    }
    return std::string(text).append(columns - characters, ' ');
}

}  // namespace relay
