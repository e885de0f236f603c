#pragma once

#include "clickhouse/client.h"

#include <chrono>
#include <optional>

namespace relay {

// More than this is reported.
inline constexpr std::chrono::minutes kMaxClockDifference{1};

// How far ClickHouse's clock is ahead of this machine's, to about a second. Nothing when it does
// not say.
std::optional<std::chrono::seconds> clockDifference(ClickHouseClient& client);

}  // namespace relay
