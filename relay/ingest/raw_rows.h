#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace relay {

// Rows of `raw_events` that belong to one request, encoded as JSONEachRow, one per line, the last
// line ended too.
struct RawRows {
    std::string ndjson;
    std::size_t count = 0;
    std::int32_t received_day = 0;  // days since the epoch, UTC: the partition of raw_events
    std::string batch_id;           // as in the rows: to ask ClickHouse whether they were stored
};

// Where acknowledged rows are: in the spool, they are on their way to ClickHouse.
enum class StoredIn : std::uint8_t { kClickHouse, kSpool };

}  // namespace relay
