#include "statement.h"

#include "sql_lexer.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <vector>

namespace embedded {
namespace {

constexpr std::array<std::string_view, 3> kSelectWords{"SELECT", "WITH", "FROM"};

// After these a word FORMAT is a name, not the clause.
constexpr std::array<std::string_view, 9> kWordsBeforeName{
    "SELECT",
    "DISTINCT",
    "AS",
    "FROM",
    "JOIN",
    "BY",
    "WHERE",
    "AND",
    "OR",
};

// The tokens of one statement, each with its depth of parentheses.
class Tokens {
public:
    explicit Tokens(std::string_view sql) : lexer_(sql) {
        int depth = 0;
        for (Token token = lexer_.next(); token.kind != TokenKind::kEnd; token = lexer_.next()) {
            depth -= isAnyOf(token, ")]}") ? 1 : 0;
            tokens_.push_back(token);
            depths_.push_back(depth);
            depth += isAnyOf(token, "([{") ? 1 : 0;
        }
    }

    [[nodiscard]] std::size_t size() const { return tokens_.size(); }

    [[nodiscard]] const Token& operator[](std::size_t i) const { return tokens_[i]; }

    [[nodiscard]] std::string_view text(std::size_t i) const { return lexer_.text(tokens_[i]); }

    [[nodiscard]] bool isPunctuation(std::size_t i, char character) const {
        return i < size() && lexer_.isPunctuation(tokens_[i], character);
    }

    [[nodiscard]] bool isKeyword(std::size_t i, std::string_view keyword) const {
        return i < size() && depths_[i] == 0 && lexer_.isWord(tokens_[i], keyword);
    }

    [[nodiscard]] bool isName(std::size_t i) const {
        return i < size() &&
               (tokens_[i].kind == TokenKind::kWord || tokens_[i].kind == TokenKind::kQuotedName);
    }

    void cutAt(std::size_t count) {
        tokens_.resize(count);
        depths_.resize(count);
    }

private:
    [[nodiscard]] bool isAnyOf(const Token& token, std::string_view characters) const {
        return token.kind == TokenKind::kPunctuation &&
               characters.find(lexer_.text(token)) != std::string_view::npos;
    }

    SqlLexer lexer_;
    std::vector<Token> tokens_;
    std::vector<int> depths_;
};

bool hasKeywords(const Tokens& tokens, std::string_view first, std::string_view second) {
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
        if (tokens.isKeyword(i, first) && tokens.isKeyword(i + 1, second)) {
            return true;
        }
    }
    return false;
}

bool startsFormatClause(const Tokens& tokens, std::size_t i) {
    if (i == 0 || !tokens.isKeyword(i, "FORMAT") || !tokens.isName(i + 1) ||
        (i + 2 != tokens.size() && !tokens.isKeyword(i + 2, "SETTINGS"))) {
        return false;
    }
    if (tokens.isPunctuation(i - 1, ',') || tokens.isPunctuation(i - 1, '.')) {
        return false;
    }
    return std::none_of(kWordsBeforeName.begin(), kWordsBeforeName.end(), [&](auto word) {
        return tokens.isKeyword(i - 1, word);
    });
}

std::optional<std::size_t> findFormatClause(const Tokens& tokens) {
    for (std::size_t i = tokens.size(); i-- > 0;) {
        if (startsFormatClause(tokens, i)) {
            return i;
        }
    }
    return std::nullopt;
}

bool isSelect(const Tokens& tokens) {
    const bool starts = tokens.isPunctuation(0, '(') ||
                        std::any_of(kSelectWords.begin(), kSelectWords.end(), [&](auto word) {
                            return tokens.isKeyword(0, word);
                        });
    for (std::size_t i = 1; starts && i < tokens.size(); ++i) {
        if (tokens.isKeyword(i, "INSERT") && tokens.isKeyword(i + 1, "INTO")) {
            return false;
        }
    }
    return starts;
}

bool startsWithAny(const Tokens& tokens, std::initializer_list<std::string_view> words) {
    return std::any_of(words.begin(), words.end(), [&](auto word) {
        return tokens.isKeyword(0, word);
    });
}

// CREATE [OR REPLACE] TEMPORARY TABLE, DROP TEMPORARY TABLE
bool isAboutTemporary(const Tokens& tokens) {
    return startsWithAny(tokens, {"CREATE", "DROP"}) &&
           (tokens.isKeyword(1, "TEMPORARY") || tokens.isKeyword(3, "TEMPORARY"));
}

bool isQuestion(const Tokens& tokens) {
    return startsWithAny(tokens, {"SHOW", "DESCRIBE", "DESC", "EXPLAIN", "EXISTS"});
}

std::optional<EngineError> cutTrailingSemicolon(Tokens& tokens) {
    std::size_t end = 0;
    while (end < tokens.size() && !tokens.isPunctuation(end, ';')) {
        ++end;
    }
    for (std::size_t i = end; i < tokens.size(); ++i) {
        if (!tokens.isPunctuation(i, ';')) {
            return makeError(62, "Syntax error (Multi-statements are not allowed)", "SYNTAX_ERROR");
        }
    }
    tokens.cutAt(end);
    return std::nullopt;
}

std::optional<EngineError> refuseFileClauses(const Tokens& tokens) {
    if (hasKeywords(tokens, "INTO", "OUTFILE")) {
        return makeError(358, "INTO OUTFILE is not allowed", "INTO_OUTFILE_NOT_ALLOWED");
    }
    if (hasKeywords(tokens, "FROM", "INFILE")) {
        return makeError(78, "FROM INFILE is not allowed over HTTP", "UNKNOWN_TYPE_OF_QUERY");
    }
    return std::nullopt;
}

}  // namespace

tl::expected<Statement, EngineError> parseStatement(std::string_view sql) {
    Tokens tokens(sql);
    if (auto error = cutTrailingSemicolon(tokens)) {
        return tl::unexpected(std::move(*error));
    }
    if (auto error = refuseFileClauses(tokens)) {
        return tl::unexpected(std::move(*error));
    }
    Statement statement;
    if (tokens.size() == 0) {
        return statement;
    }
    statement.kind = isSelect(tokens) ? Statement::Kind::kSelect : Statement::Kind::kCommand;
    statement.sets_session = startsWithAny(tokens, {"SET", "USE"});
    statement.is_about_temporary = isAboutTemporary(tokens);
    statement.only_reads = statement.kind == Statement::Kind::kSelect || statement.sets_session ||
                           statement.is_about_temporary || isQuestion(tokens);
    statement.text = sql.substr(0, tokens[tokens.size() - 1].end);
    statement.output_clause = statement.text.size();
    if (const auto clause = findFormatClause(tokens)) {
        statement.format = tokens.text(*clause + 1);
        statement.output_clause = tokens[*clause].begin;
    }
    return statement;
}

std::string
withOutputFile(const Statement& statement, std::string_view path, std::string_view default_format) {
    std::string sql = statement.text.substr(0, statement.output_clause);
    // A file that is there already can only be appended to; a pipe is one.
    sql.append(" INTO OUTFILE '").append(path).append("' APPEND ");
    if (statement.format) {
        return sql.append(statement.text, statement.output_clause);
    }
    return sql.append("FORMAT ").append(default_format);
}

}  // namespace embedded
