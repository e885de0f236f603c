#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace relay {

// Which node of a cluster holds which rows of a table.
enum class TablePlacement : std::uint8_t {
    kEverywhere,    // every node holds all rows, so that it resolves any id by itself
    kReceived,      // the shard whose node received the rows holds them
    kByDistinctId,  // spread over the shards; the table's name is a Distributed front
    kNowhere        // a Null table that rows pass through
};

// Tables that are not listed are small, and everywhere.
TablePlacement placementOf(std::string_view table);

// Where a materialized view writes; known of those whose query was changed.
std::optional<std::string_view> targetOf(std::string_view view);

// A view over tables that are spread by distinct id: each shard answers for its rows.
bool isSpreadView(std::string_view view);

// What only one node has: on a cluster the reconciler decides about identity, not the insert,
// because the memory of a node lags behind what the others were told.
bool isLeftOut(std::string_view name);

}  // namespace relay
