#include "json/surrogates.h"

#include "json/digits.h"

#include <cstdint>
#include <optional>

namespace json {
namespace {

// The code unit of an escape \uXXXX at `at`, if there is one.
std::optional<unsigned> escapedUnit(std::string_view text, std::size_t at) {
    if (at + kEscapeLength > text.size() || text[at] != '\\' || text[at + 1] != 'u') {
        return std::nullopt;
    }
    unsigned unit = 0;
    for (const char c : text.substr(at + 2, kEscapeLength - 2)) {
        const auto digit = hexDigit(c);
        if (!digit) {
            return std::nullopt;
        }
        unit = unit * 16 + *digit;
    }
    return unit;
}

bool isHighSurrogate(std::optional<unsigned> unit) {
    return unit && *unit >= 0xD800 && *unit <= 0xDBFF;
}

bool isLowSurrogate(std::optional<unsigned> unit) {
    return unit && *unit >= 0xDC00 && *unit <= 0xDFFF;
}

}  // namespace

std::size_t findLoneSurrogate(std::string_view string, std::size_t from) {
    for (auto at = string.find('\\', from); at != std::string_view::npos;
         at = string.find('\\', at)) {
        const auto unit = escapedUnit(string, at);
        const bool is_high = isHighSurrogate(unit);
        if (is_high && isLowSurrogate(escapedUnit(string, at + kEscapeLength))) {
            at += 2 * kEscapeLength;
        } else if (is_high || isLowSurrogate(unit)) {
            return at;
        } else {
            at += unit ? kEscapeLength : 2;
        }
    }
    return std::string_view::npos;
}

bool holdsEncodedSurrogate(std::string_view text) {
    for (auto at = text.find('\xED'); at != std::string_view::npos;
         at = text.find('\xED', at + 1)) {
        if (at + 1 < text.size() && static_cast<std::uint8_t>(text[at + 1]) >= 0xA0) {
            return true;
        }
    }
    return false;
}

}  // namespace json
