#include "migrate/sql_words.h"

#include "migrate/sql_token.h"

#include <algorithm>

namespace relay {

SqlWords::SqlWords(std::string_view statement) {
    for (std::size_t position = 0; position < statement.size();) {
        const auto [kind, length] = readSqlToken(statement.substr(position));
        if (kind != SqlTokenKind::kSpace) {
            words_.push_back({statement.substr(position, length), position});
        }
        position += length;
    }
}

std::string_view SqlWords::text(std::size_t index) const {
    return index < words_.size() ? words_[index].text : std::string_view();
}

bool SqlWords::matches(std::size_t index, std::string_view words) const {
    for (; !words.empty(); ++index) {
        const auto length = std::min(words.find(' '), words.size());
        if (text(index) != words.substr(0, length)) {
            return false;
        }
        words.remove_prefix(std::min(length + 1, words.size()));
    }
    return true;
}

std::optional<std::size_t> SqlWords::find(std::string_view words, std::size_t index) const {
    for (; index < words_.size(); ++index) {
        if (matches(index, words)) {
            return index;
        }
        if (text(index) == "(") {
            index = closing(index);
        }
    }
    return std::nullopt;
}

std::size_t SqlWords::closing(std::size_t index) const {
    std::size_t depth = 0;
    for (; index < words_.size(); ++index) {
        if (text(index) == "(") {
            ++depth;
        } else if (text(index) == ")" && --depth == 0) {
            return index;
        }
    }
    return words_.size();
}

}  // namespace relay
