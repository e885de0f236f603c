#pragma once

#include "clickhouse/client.h"

#include <tl/expected.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace relay {

// The ids of batches, and the day on which all of them were received.
struct ReceivedBatches {
    std::vector<std::string_view> ids;
    std::int32_t day;
};

// Asks ClickHouse how many rows of these batches raw_events has.
tl::expected<std::size_t, ClickHouseError> countStoredRows(
    ClickHouseClient& client,
    const ReceivedBatches& batches,
    std::chrono::milliseconds timeout
);

// Stores once more what follows from these batches.
tl::expected<void, ClickHouseError> completeStoredRows(
    ClickHouseClient& client,
    const std::string& normalize_event,
    const ReceivedBatches& batches,
    std::chrono::milliseconds timeout
);

}  // namespace relay
