#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace relay {

enum class SqlTokenKind : std::uint8_t {
    kSpace,  // white space or a comment
    kSemicolon,
    kOther,
    kUnclosedQuote,
    kUnclosedComment,
};

struct SqlToken {
    SqlTokenKind kind;
    std::size_t length;  // at least 1; an unclosed token reaches to the end
};

// The token at the beginning of `sql`, which is not empty. Only as exact as finding statement ends
// needs.
SqlToken readSqlToken(std::string_view sql);

}  // namespace relay
