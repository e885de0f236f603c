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
    std::uint32_t seq;
    std::string received_at;  // "YYYY-MM-DD hh:mm:ss.ffffff", UTC
    std::string json;         // the row, without a newline
};

// The rows that a line of a file stands for (see load_file.h). `number` is the line's, from 1;
// `now` the receive time of what has none. Error: what is wrong with the line.
tl::expected<std::vector<RawLineRow>, std::string>
parseRawLine(std::string_view line, std::uint64_t number, std::string_view now);

}  // namespace relay
