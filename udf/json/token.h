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
    std::uint64_t name_hash = 0;  // of a key (see hashName)
};

// A string with its quotes and escapes, at the start of the rest of a source.
std::string_view quotedText(std::string_view rest);

// A scalar or key as it stands in the source.
inline std::string_view sourceText(const Token& scalar, std::string_view source) {
    const auto rest = source.substr(scalar.offset);
    if (scalar.kind != TokenKind::kString && scalar.kind != TokenKind::kKey) {
        return rest.substr(0, scalar.text.size());
    }
    const bool is_plain = scalar.text.data() == rest.data() + 1;
    return is_plain ? rest.substr(0, scalar.text.size() + 2) : quotedText(rest);
}

}  // namespace json
