#pragma once

#include "clickhouse/client.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace relay {

// A deduplication token. 128 random bits from the system: ClickHouse silently drops rows that come
// with a token it has seen, so two groups, also of two relays, must never draw the same.
std::string makeToken();

// INSERT of JSONEachRow rows into raw_events as one block in one synchronous insert. Each piece
// holds whole lines.
ClickHouseRequest makeRawInsert(
    std::vector<std::string_view> ndjson,
    const std::string& token,
    std::chrono::milliseconds timeout
);

// Stores again what the views make of the raw rows of these batches: their insert may have been cut
// before its views ended. In every other table, a row twice is one row.
std::string makeCompletionQuery(
    const std::string& normalize_event,
    const std::vector<std::string_view>& batch_ids,
    std::int32_t received_day
);

// Counts the stored rows of these batches.
std::string
makeStoredRowsQuery(const std::vector<std::string_view>& batch_ids, std::int32_t received_day);

}  // namespace relay
