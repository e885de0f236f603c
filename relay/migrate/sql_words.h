#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace relay {

// A token of a statement that is neither white space nor a comment.
struct SqlWord {
    std::string_view text;
    std::size_t begin;

    [[nodiscard]] std::size_t end() const { return begin + text.size(); }
};

// The words of one statement, as splitStatements() gives it; they point into `statement`.
class SqlWords {
public:
    explicit SqlWords(std::string_view statement);

    // Empty beyond the last word.
    [[nodiscard]] std::string_view text(std::size_t index) const;

    [[nodiscard]] const SqlWord& at(std::size_t index) const { return words_.at(index); }

    [[nodiscard]] std::size_t size() const { return words_.size(); }

    // Whether the words from `index` on are these, one blank between two of them.
    [[nodiscard]] bool matches(std::size_t index, std::string_view words) const;

    // The first place from `index` on with these words that is not inside parentheses.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view words, std::size_t index) const;

    // The closing parenthesis of the opening one at `index`; size() when there is none.
    [[nodiscard]] std::size_t closing(std::size_t index) const;

private:
    std::vector<SqlWord> words_;
};

}  // namespace relay
