#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace json {

enum class TokenKind : std::uint8_t {
    kNull,
    kBoolean,
    kNumber,
    kString,
    kKey,
    kStartObject,
    kEndObject,
    kStartArray,
    kEndArray,
};

constexpr bool isBracket(TokenKind kind) {
    return kind >= TokenKind::kStartObject;
}

// One step of a JSON text. `text` is unescaped for keys and strings, the JSON text of other
// scalars, and empty for brackets; `offset` is where the token starts in the source.
struct Token {
    TokenKind kind;
    std::string_view text;
    std::size_t offset;
};

// A scalar or key as it stands in the source, a string with its quotes and escapes.
std::string_view sourceText(const Token& scalar, std::string_view source);

}  // namespace json
