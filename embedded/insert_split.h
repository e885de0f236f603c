#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace embedded {

// An INSERT whose rows follow it.
struct InsertWithData {
    std::string statement;    // without FORMAT or VALUES
    std::string format;       // "Values" for VALUES
    std::size_t data_offset;  // where in the given text the rows begin
};

// Nothing for other statements, INSERT … SELECT, INSERT … FROM INFILE, and an INSERT that is not
// whole yet.
std::optional<InsertWithData> splitInsert(std::string_view sql);

}  // namespace embedded
