#include "upkeep/replay/raw_retention.h"

namespace relay {

tl::expected<std::uint64_t, std::string> rawRetentionDays(Database& database) {
    return database.rows({"raw_retention_days"})
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

tl::expected<std::string, std::string> rawKeptSince(Database& database, std::uint64_t days) {
    return database.value({"raw_kept_since", {{"days", std::to_string(days)}}});
}

}  // namespace relay
