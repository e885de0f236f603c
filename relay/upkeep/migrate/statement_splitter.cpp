#include "upkeep/migrate/statement_splitter.h"

#include "upkeep/migrate/sql_token.h"

#include <algorithm>
#include <optional>

namespace relay {

namespace {

// Collects the tokens of the statement at hand; comments before and after it do not belong to it.
class StatementBuilder {
public:
    explicit StatementBuilder(std::string_view sql) : sql_(sql) {}

    void add(std::size_t position, std::size_t length, std::size_t line) {
        if (!begin_) {
            begin_ = position;
            line_ = line;
        }
        end_ = position + length;
    }

    void finish(std::vector<Statement>& statements) {
        if (begin_) {
            statements.push_back({std::string(sql_.substr(*begin_, end_ - *begin_)), line_});
            begin_.reset();
        }
    }

private:
    std::string_view sql_;
    std::optional<std::size_t> begin_;
    std::size_t end_ = 0;
    std::size_t line_ = 0;
};

}  // namespace

tl::expected<std::vector<Statement>, SplitError> splitStatements(std::string_view sql) {
    std::vector<Statement> statements;
    StatementBuilder builder(sql);
    std::size_t line = 1;
    for (std::size_t position = 0; position < sql.size();) {
        const auto [kind, length] = readSqlToken(sql.substr(position));
        switch (kind) {
            case SqlTokenKind::kSpace:
                break;
            case SqlTokenKind::kSemicolon:
                builder.finish(statements);
                break;
            case SqlTokenKind::kOther:
                builder.add(position, length, line);
                break;
            case SqlTokenKind::kUnclosedQuote:
                return tl::unexpected(SplitError{line, "a quote that begins here is not closed"});
            case SqlTokenKind::kUnclosedComment:
                return tl::unexpected(SplitError{line, "a comment that begins here is not closed"});
        }
        const auto token = sql.substr(position, length);
        line += static_cast<std::size_t>(std::count(token.begin(), token.end(), '\n'));
        position += length;
    }
    builder.finish(statements);
    return statements;
}

}  // namespace relay
