#pragma once

#include "clickhouse/client.h"
#include "upkeep/replay/replay.h"

#include <tl/expected.hpp>

#include <string>

namespace relay {

// Loads raw events from a file ("-": standard input), gzip or not, one JSON object per line:
// - a row of raw_events, as FORMAT JSONEachRow prints it, which is stored with all its values;
// - a body of POST /batch/, or one event: these are received now, in the order of the file, under a
//   batch_id and fallback uuids made of the line and its number. The device's clock is left out:
//   that the body is old says nothing about it.
// Rows that raw_events has already are left alone; a load that was cut short is completed by the
// next one. Error: one line; also when a line was bad, or the file cannot be read on, after all
// others are loaded.
tl::expected<void, std::string>
loadFile(const ReplayContext& context, ClickHouseClient& client, const std::string& path);

}  // namespace relay
