#pragma once

#include <tl/expected.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace relay {

struct Statement {
    std::string text;  // without surrounding comments and without the semicolon
    std::size_t line;  // of its first byte, from 1
};

struct SplitError {
    std::size_t line;  // where the unfinished thing begins
    std::string message;
};

// Splits SQL at its semicolons as ClickHouse's own lexer sees them: not inside '…', "…", `…` (with
// backslash and doubled quotes), heredocs $tag$…$tag$, line comments (--, //, "# ", "#!") and
// nested /* */ comments.
tl::expected<std::vector<Statement>, SplitError> splitStatements(std::string_view sql);

}  // namespace relay
