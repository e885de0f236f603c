#include "sql_lexer.h"

#include <algorithm>

namespace embedded {
namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

bool isWordStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool isWordPart(char c) {
    return isWordStart(c) || isDigit(c) || c == '$';
}

char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

// Of a comment that begins the text; comments nest. 0: it does not end.
std::size_t commentLength(std::string_view text) {
    std::size_t depth = 0;
    for (std::size_t at = 0; at + 1 < text.size();) {
        const auto two = text.substr(at, 2);
        if (two == "/*") {
            ++depth;
        } else if (two == "*/" && --depth == 0) {
            return at + 2;
        }
        at += two == "/*" || two == "*/" ? 2U : 1U;
    }
    return 0;
}

}  // namespace

std::string_view SqlLexer::text(const Token& token) const {
    return sql_.substr(token.begin, token.end - token.begin);
}

bool SqlLexer::isWord(const Token& token, std::string_view keyword) const {
    const std::string_view word = text(token);
    return token.kind == TokenKind::kWord && word.size() == keyword.size() &&
           std::equal(word.begin(), word.end(), keyword.begin(), [](char a, char b) {
               return upper(a) == b;
           });
}

bool SqlLexer::isPunctuation(const Token& token, char character) const {
    return token.kind == TokenKind::kPunctuation && sql_[token.begin] == character;
}

Token SqlLexer::next() {
    if (!skipBlanksAndComments()) {
        return take(TokenKind::kUnterminated, sql_.size());
    }
    if (at_ >= sql_.size()) {
        return {TokenKind::kEnd, sql_.size(), sql_.size()};
    }
    const char c = sql_[at_];
    if (c == '\'') {
        return takeQuoted(TokenKind::kString);
    }
    if (c == '"' || c == '`') {
        return takeQuoted(TokenKind::kQuotedName);
    }
    if (c == '$') {
        return takeHeredoc();
    }
    if (isWordStart(c)) {
        return take(TokenKind::kWord, wordEnd());
    }
    if (isDigit(c)) {
        return take(TokenKind::kNumber, wordEnd());
    }
    return take(TokenKind::kPunctuation, at_ + 1);
}

bool SqlLexer::skipBlanksAndComments() {
    while (at_ < sql_.size()) {
        const std::string_view rest = sql_.substr(at_);
        std::size_t end = 0;
        if (isBlank(rest[0])) {
            end = 1;
        } else if (rest.starts_with("--") || rest.starts_with("//") || rest.starts_with("# ") || rest.starts_with("#!")) {
            end = std::min(rest.find('\n'), rest.size());
        } else if (rest.starts_with("/*")) {
            end = commentLength(rest);
            if (end == 0) {
                return false;
            }
        } else {
            return true;
        }
        at_ += end;
    }
    return true;
}

Token SqlLexer::take(TokenKind kind, std::size_t end) {
    const Token token{kind, at_, end};
    at_ = end;
    return token;
}

// A doubled quote needs no rule of its own: it reads as two neighbouring literals, which ends at
// the same place.
Token SqlLexer::takeQuoted(TokenKind kind) {
    const char quote = sql_[at_];
    for (std::size_t i = at_ + 1; i < sql_.size(); ++i) {
        if (sql_[i] == '\\') {
            ++i;
        } else if (sql_[i] == quote) {
            return take(kind, i + 1);
        }
    }
    return take(TokenKind::kUnterminated, sql_.size());
}

Token SqlLexer::takeHeredoc() {
    const std::size_t tag_end = sql_.find('$', at_ + 1);
    if (tag_end == std::string_view::npos) {
        return take(TokenKind::kPunctuation, at_ + 1);
    }
    const std::string_view tag = sql_.substr(at_, tag_end + 1 - at_);
    if (!std::all_of(tag.begin(), tag.end(), isWordPart)) {
        return take(TokenKind::kPunctuation, at_ + 1);
    }
    const std::size_t close = sql_.find(tag, tag_end + 1);
    if (close == std::string_view::npos) {
        return take(TokenKind::kPunctuation, at_ + 1);
    }
    return take(TokenKind::kString, close + tag.size());
}

std::size_t SqlLexer::wordEnd() const {
    const auto* end = std::find_if_not(sql_.begin() + at_, sql_.end(), isWordPart);
    return static_cast<std::size_t>(end - sql_.begin());
}

}  // namespace embedded
