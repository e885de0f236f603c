#pragma once

#include "clickhouse/client.h"
#include "upkeep/replay/raw_line.h"
#include "upkeep/scripts/database.h"

#include <tl/expected.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace relay {

// Stores raw rows exactly once, and all that follows from them, also when a load was cut short and
// runs again. What is being stored is noted in the table replay_loading first: an insert that
// failed, or whose answer never came, may have left some of it. One load at a time.
class RawStore {
public:
    // `now` is the receive time of rows that came without one.
    RawStore(Database& database, ClickHouseClient& client, std::string now)
        : database_(database), client_(client), now_(std::move(now)) {}

    tl::expected<void, std::string> open();

    // Stores those of the rows that are not there; how many they were.
    tl::expected<std::size_t, std::string> store(const std::vector<RawLineRow>& rows);

    tl::expected<void, std::string> close();

private:
    using Missing = std::vector<const RawLineRow*>;

    tl::expected<Missing, std::string> findMissing(const std::vector<RawLineRow>& rows);
    tl::expected<void, std::string> insert(std::string_view ndjson);

    Database& database_;
    ClickHouseClient& client_;
    std::string now_;
};

// Completes what a load that was cut short left behind, if there was one.
tl::expected<void, std::string> recoverLoad(Database& database, const Progress& tell);

}  // namespace relay
