#include "insert_split.h"

#include "sql_lexer.h"

namespace embedded {
namespace {

// Reads the head of one INSERT, token by token, and stops where its rows begin.
class InsertHead {
public:
    explicit InsertHead(std::string_view sql) : sql_(sql), lexer_(sql) { advance(); }

    std::optional<InsertWithData> read() {
        if (!skipWord("INSERT") || !skipWord("INTO")) {
            return std::nullopt;
        }
        skipWord("TABLE");
        skipWord("FUNCTION");
        if (!skipTableName()) {
            return std::nullopt;
        }
        while (token_.kind != TokenKind::kEnd && token_.kind != TokenKind::kUnterminated) {
            if (lexer_.isWord(token_, "VALUES")) {
                return InsertWithData{
                    .statement = std::string(sql_.substr(0, token_.begin)),
                    .format = "Values",
                    .data_offset = token_.end};
            }
            if (lexer_.isWord(token_, "FORMAT")) {
                return readFormat();
            }
            if (startsQuery() || lexer_.isPunctuation(token_, ';')) {
                return std::nullopt;
            }
            skipGroup();
        }
        return std::nullopt;
    }

private:
    void advance() { token_ = lexer_.next(); }

    bool skipWord(std::string_view word) {
        const bool found = lexer_.isWord(token_, word);
        if (found) {
            advance();
        }
        return found;
    }

    bool skipPunctuation(char character) {
        const bool found = lexer_.isPunctuation(token_, character);
        if (found) {
            advance();
        }
        return found;
    }

    bool skipTableName() {
        do {
            if (token_.kind != TokenKind::kWord && token_.kind != TokenKind::kQuotedName) {
                return false;
            }
            advance();
        } while (skipPunctuation('.'));
        return true;
    }

    [[nodiscard]] bool startsQuery() const {
        return lexer_.isWord(token_, "SELECT") || lexer_.isWord(token_, "WITH") ||
               lexer_.isWord(token_, "FROM");
    }

    // One token, or all of a parenthesized group; gives its end.
    std::size_t skipGroup() {
        for (int depth = 0;;) {
            if (lexer_.isPunctuation(token_, '(') || lexer_.isPunctuation(token_, '[')) {
                ++depth;
            } else if (lexer_.isPunctuation(token_, ')') || lexer_.isPunctuation(token_, ']')) {
                --depth;
            }
            const std::size_t end = token_.end;
            advance();
            if (depth <= 0 || token_.kind == TokenKind::kEnd) {
                return end;
            }
        }
    }

    std::optional<InsertWithData> readFormat() {
        InsertWithData insert{
            .statement = std::string(sql_.substr(0, token_.begin)), .format = {}, .data_offset = 0};
        advance();
        if (token_.kind != TokenKind::kWord) {
            return std::nullopt;
        }
        insert.format = lexer_.text(token_);
        std::size_t end = token_.end;
        advance();
        const std::size_t settings = token_.begin;
        if (skipWord("SETTINGS")) {
            end = skipSetting();
            while (skipPunctuation(',')) {
                end = skipSetting();
            }
            insert.statement.append(sql_.substr(settings, end - settings));
        }
        insert.data_offset = skipToData(end);
        return insert;
    }

    // name = value; gives the end of the value.
    std::size_t skipSetting() {
        skipTableName();
        skipPunctuation('=');
        skipPunctuation('-');
        return skipGroup();
    }

    // Blanks, one ';' and one line break between the clause and the rows are not data.
    [[nodiscard]] std::size_t skipToData(std::size_t at) const {
        const auto skip = [&](std::string_view characters) {
            const std::size_t next = sql_.find_first_not_of(characters, at);
            at = next == std::string_view::npos ? sql_.size() : next;
        };
        skip(" \t\r;");
        return at < sql_.size() && sql_[at] == '\n' ? at + 1 : at;
    }

    std::string_view sql_;
    SqlLexer lexer_;
    Token token_{};
};

}  // namespace

std::optional<InsertWithData> splitInsert(std::string_view sql) {
    return InsertHead(sql).read();
}

}  // namespace embedded
