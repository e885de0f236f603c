#include "replay/raw_retention.h"

namespace relay {

tl::expected<std::uint64_t, std::string> rawRetentionDays(Database& database) {
    return database
        .rows(
            "SELECT toUInt64OrZero(extract(engine_full, 'toIntervalDay\\\\((\\\\d+)\\\\)')) FROM "
            "system.tables WHERE database = currentDatabase() AND name = 'raw_events'"
        )
        .and_then(
            [](const std::vector<Database::Row>& found
            ) -> tl::expected<std::uint64_t, std::string> {
                if (found.empty()) {
                    return tl::unexpected(std::string(kNotMigrated));
                }
                return std::stoull(found.front().front());
            }
        );
}

std::string rawKeptSince(std::uint64_t days) {
    return days == 0 ? "toDateTime64(0, 6, 'UTC')"
                     : "now64(6, 'UTC') - toIntervalDay(" + std::to_string(days) + ")";
}

}  // namespace relay
