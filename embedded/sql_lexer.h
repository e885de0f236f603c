#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace embedded {

enum class TokenKind : std::uint8_t {
    kWord,
    kQuotedName,
    kString,
    kNumber,
    kPunctuation,
    kUnterminated,  // a string, name or comment that never ends; the rest of the text
    kEnd,
};

struct Token {
    TokenKind kind;
    std::size_t begin;
    std::size_t end;
};

// Cuts ClickHouse SQL into tokens, skipping blanks and comments. Lazy, because what follows an
// INSERT is not SQL.
class SqlLexer {
public:
    explicit SqlLexer(std::string_view sql, std::size_t begin = 0) : sql_(sql), at_(begin) {}

    Token next();

    [[nodiscard]] std::string_view text(const Token& token) const;

    // Keywords are case-insensitive; `keyword` is upper case.
    [[nodiscard]] bool isWord(const Token& token, std::string_view keyword) const;

    [[nodiscard]] bool isPunctuation(const Token& token, char character) const;

private:
    bool skipBlanksAndComments();
    Token take(TokenKind kind, std::size_t end);
    Token takeQuoted(TokenKind kind);
    Token takeHeredoc();
    std::size_t wordEnd() const;

    std::string_view sql_;
    std::size_t at_;
};

}  // namespace embedded
