#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace relay {

// Changes to a text, given in places of the original and made all at once. They must not overlap.
class SqlEdits {
public:
    void insert(std::size_t at, std::string_view text) { edits_[at].second += text; }

    void replace(std::size_t begin, std::size_t end, std::string_view text) {
        edits_[begin].first = end - begin;
        insert(begin, text);
    }

    [[nodiscard]] std::string applyTo(std::string_view original) const;

private:
    std::map<std::size_t, std::pair<std::size_t, std::string>> edits_;  // place → cut, put
};

}  // namespace relay
