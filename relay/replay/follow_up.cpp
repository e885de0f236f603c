#include "replay/follow_up.h"

#include "maintain/reconcile.h"

namespace relay {

tl::expected<void, std::string> announceFollowUp(Database& database) {
    return database.run(
        "CREATE TABLE IF NOT EXISTS replay_unfinished (nothing UInt8) ENGINE = MergeTree ORDER BY "
        "nothing"
    );
}

tl::expected<bool, std::string> isFollowUpDue(Database& database) {
    return database.number("EXISTS TABLE replay_unfinished").map([](std::uint64_t exists) {
        return exists != 0;
    });
}

tl::expected<void, std::string> followUp(Database& database, const Progress& tell) {
    const auto is_due = isFollowUpDue(database);
    if (!is_due || !*is_due) {
        return is_due.map([](bool) {});
    }
    return reconcileAll(database, tell).and_then([&](const ReconcileReport& report) {
        tell(std::to_string(report.changed_ids) + " ids have another person or owner");
        return database.run("DROP TABLE replay_unfinished SYNC");
    });
}

}  // namespace relay
