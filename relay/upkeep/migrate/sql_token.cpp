#include "upkeep/migrate/sql_token.h"

namespace relay {

namespace {

bool isSpace(char byte) {
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

bool isDigit(char byte) {
    return byte >= '0' && byte <= '9';
}

bool isWord(char byte) {
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || isDigit(byte) ||
           byte == '_';
}

template <typename Predicate>
std::size_t lengthWhile(std::string_view sql, Predicate matches) {
    std::size_t length = 0;
    while (length < sql.size() && matches(sql[length])) {
        ++length;
    }
    return length;
}

SqlToken readQuoted(std::string_view sql) {
    const char quote = sql.front();
    for (std::size_t i = 1; i < sql.size(); ++i) {
        if (sql[i] == '\\') {
            ++i;
        } else if (sql[i] == quote) {
            if (i + 1 < sql.size() && sql[i + 1] == quote) {
                ++i;
            } else {
                return {SqlTokenKind::kOther, i + 1};
            }
        }
    }
    return {SqlTokenKind::kUnclosedQuote, sql.size()};
}

SqlToken readBlockComment(std::string_view sql) {
    std::size_t depth = 0;
    for (std::size_t i = 0; i + 1 < sql.size();) {
        const auto pair = sql.substr(i, 2);
        if (pair == "/*") {
            ++depth;
            i += 2;
        } else if (pair == "*/") {
            i += 2;
            if (--depth == 0) {
                return {SqlTokenKind::kSpace, i};
            }
        } else {
            ++i;
        }
    }
    return {SqlTokenKind::kUnclosedComment, sql.size()};
}

// A dollar sign that opens no closed heredoc is an ordinary byte.
SqlToken readDollar(std::string_view sql) {
    const auto tag_end = sql.find('$', 1);
    if (tag_end != std::string_view::npos) {
        const auto tag = sql.substr(0, tag_end + 1);
        const auto close = sql.find(tag, tag.size());
        if (close != std::string_view::npos) {
            return {SqlTokenKind::kOther, close + tag.size()};
        }
    }
    return {SqlTokenKind::kOther, 1};
}

bool beginsLineComment(std::string_view sql) {
    return sql.starts_with("--") || sql.starts_with("//") || sql.starts_with("# ") ||
           sql.starts_with("#!");
}

}  // namespace

SqlToken readSqlToken(std::string_view sql) {
    const char first = sql.front();
    if (isSpace(first)) {
        return {SqlTokenKind::kSpace, lengthWhile(sql, isSpace)};
    }
    if (beginsLineComment(sql)) {
        return {SqlTokenKind::kSpace, lengthWhile(sql, [](char byte) { return byte != '\n'; })};
    }
    if (sql.starts_with("/*")) {
        return readBlockComment(sql);
    }
    if (first == '\'' || first == '"' || first == '`') {
        return readQuoted(sql);
    }
    if (first == '$') {
        return readDollar(sql);
    }
    if (isDigit(first)) {
        return {SqlTokenKind::kOther, lengthWhile(sql, isWord)};
    }
    if (isWord(first)) {  // a name may contain dollar signs, which then open no heredoc
        return {SqlTokenKind::kOther, lengthWhile(sql, [](char byte) {
                    return isWord(byte) || byte == '$';
                })};
    }
    return {first == ';' ? SqlTokenKind::kSemicolon : SqlTokenKind::kOther, 1};
}

}  // namespace relay
