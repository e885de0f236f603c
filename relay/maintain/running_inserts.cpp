#include "maintain/running_inserts.h"

#include <chrono>

namespace relay {

namespace {

constexpr std::chrono::milliseconds kPollInterval{50};
constexpr std::chrono::minutes kPatience{10};

constexpr std::string_view kRunning = R"(
SELECT query_id FROM system.processes
WHERE query_kind = 'Insert' AND match(query, 'raw_events|normalized_events|ids_to_resolve|identity_'))";

}  // namespace

tl::expected<void, std::string> waitForRunningInserts(Database& database) {
    const auto running = database.rows(kRunning);
    if (!running) {
        return tl::unexpected(running.error());
    }
    std::string ids = "''";
    for (const auto& row : *running) {
        ids += ", " + quoted(row.front());
    }
    const auto still_running =
        "SELECT count() FROM system.processes WHERE query_id IN (" + ids + ")";
    const auto deadline = std::chrono::steady_clock::now() + kPatience;
    for (;;) {
        const auto count = database.number(still_running);
        if (!count) {
            return tl::unexpected(count.error());
        }
        if (*count == 0) {
            return {};
        }
        if (std::chrono::steady_clock::now() > deadline) {
            return tl::unexpected(std::string("an insert has been under way for ten minutes"));
        }
        if (auto go_on = database.pause(kPollInterval); !go_on) {
            return go_on;
        }
    }
}

}  // namespace relay
