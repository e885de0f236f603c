#include "maintain/activity.h"

#include "maintain/running_inserts.h"

namespace relay {

tl::expected<void, std::string> repairActivity(Database& database) {
    return database.number("SELECT count() FROM activity_repairs").and_then([&](std::uint64_t ids) {
        if (ids == 0) {
            return tl::expected<void, std::string>();
        }
        // An insert under way may have lost its row here, while its event is not in event_log yet.
        return database
            .run(
                "DELETE FROM id_activity WHERE distinct_id IN (SELECT distinct_id FROM "
                "activity_repairs)"
            )
            .and_then([&] { return waitForRunningInserts(database); })
            .and_then([&] {
                return database.runAll(
                    {"INSERT INTO id_activity SELECT distinct_id, any(own_person_id), "
                     "min(timestamp), "
                     "max(timestamp) FROM event_log INNER JOIN (SELECT DISTINCT * FROM "
                     "activity_repairs) AS repair USING (distinct_id) GROUP BY distinct_id",
                     "INSERT INTO touched_ids (distinct_id, own_person_id) SELECT DISTINCT * FROM "
                     "activity_repairs",
                     "TRUNCATE TABLE activity_repairs"}
                );
            });
    });
}

}  // namespace relay
