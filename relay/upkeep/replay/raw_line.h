#pragma once

#include <tl/expected.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace relay {

// A row of raw_events on its way into the table.
struct RawLineRow {
    std::string batch_id;
    // What names it within its batch: the seq of a row that comes with one; else the fallback uuid,
    // for the seq of other events depends on the lines before.
    std::string name;
    std::string received_at;  // "YYYY-MM-DD hh:mm:ss.ffffff", UTC
    std::string json;         // the row, without a newline
};

// What a line without a receive time gets.
struct LineStamp {
    std::uint64_t number;     // of the line, from 1
    std::string_view now;     // the receive time
    std::uint32_t first_seq;  // of the line's first event: one reception has each seq once
};

// The rows that a line of a file stands for (see load_file.h). Error: what is wrong with the line.
tl::expected<std::vector<RawLineRow>, std::string>
parseRawLine(std::string_view line, const LineStamp& stamp);

}  // namespace relay
