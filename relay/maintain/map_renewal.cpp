#include "maintain/map_renewal.h"

#include "maintain/running_inserts.h"

#include <chrono>
#include <thread>
#include <vector>

namespace relay {

namespace {

using Done = tl::expected<void, std::string>;

constexpr std::chrono::milliseconds kPollInterval{20};

const std::string kDecided =
    "joinGetOrNull('identity_state', 'person_id', cityHash64(distinct_id))";

// Views that tell the new maps what the old ones are told, and the other way round once they have
// changed places. They write more than they must, because the map that they would look at may be
// the other one.
std::vector<std::string> mirrors(const std::string& database) {
    const auto decided = "joinGet('" + database +
                         ".identity_state', 'person_id', cityHash64(normalized.distinct_id))";
    const auto known = "joinGetOrNull('" + database +
                       ".identity_state', 'person_id', cityHash64(normalized.distinct_id))";
    return {
        "CREATE MATERIALIZED VIEW mv_decisions_to_state_next TO identity_state_next AS SELECT "
        "cityHash64(distinct_id) AS distinct_id_hash, owner_hash, claimed_at, claim_uuid, "
        "is_identified, person_id, decided_at FROM identity_decisions",
        "CREATE MATERIALIZED VIEW mv_decisions_to_overrides_next TO person_overrides_next AS "
        "SELECT cityHash64(distinct_id) AS distinct_id_hash, person_id FROM identity_decisions "
        "WHERE person_id != own_person_id OR previous_person_id != own_person_id",
        "CREATE MATERIALIZED VIEW mv_normalized_to_overrides_next TO person_overrides_next AS "
        "SELECT DISTINCT cityHash64(normalized.distinct_id) AS distinct_id_hash, " +
            decided +
            " AS person_id FROM normalized_events AS normalized WHERE reject_reason = '' "
            "AND " +
            known + " != normalized.person_id",
    };
}

Done dropMirrors(Database& database) {
    return database.runAll(
        {"DROP VIEW IF EXISTS mv_decisions_to_state_next SYNC",
         "DROP VIEW IF EXISTS mv_decisions_to_overrides_next SYNC",
         "DROP VIEW IF EXISTS mv_normalized_to_overrides_next SYNC"}
    );
}

// A row that differs was decided while it was copied, or is about to be told: until none does.
Done settle(Database& database) {
    const std::string newer_state =
        " FROM identity_state WHERE joinGet('identity_state_next', 'decided_at', distinct_id_hash) "
        "!= decided_at";
    const std::string newer_overrides =
        " FROM person_overrides WHERE joinGetOrNull('person_overrides_next', 'person_id', "
        "distinct_id_hash) != joinGet('identity_state', 'person_id', distinct_id_hash)";
    const std::vector<std::string> copies{
        "INSERT INTO identity_state_next SELECT *" + newer_state,
        "INSERT INTO person_overrides_next SELECT distinct_id_hash, joinGet('identity_state', "
        "'person_id', distinct_id_hash)" +
            newer_overrides};
    const auto count = std::string("SELECT (SELECT count()")
                           .append(newer_state)
                           .append(") + (SELECT count()")
                           .append(newer_overrides)
                           .append(")");
    for (;;) {
        const auto left = database.number(count);
        if (!left) {
            return tl::unexpected(left.error());
        }
        if (*left == 0) {
            return {};
        }
        auto done = database.runAll(copies);
        if (!done) {
            return done;
        }
        std::this_thread::sleep_for(kPollInterval);
    }
}

// Of an insert that began in the very moment of the exchange, and so found the old map twice.
Done takeOver(Database& database) {
    return database
        .run(
            "INSERT INTO identity_state SELECT * FROM identity_state_next WHERE decided_at > "
            "joinGet('identity_state', 'decided_at', distinct_id_hash)"
        )
        .and_then([&] { return restoreOverrides(database); });
}

Done dropOldMaps(Database& database) {
    return dropMirrors(database).and_then([&] { return waitForRunningInserts(database); }
    ).and_then([&] {
         return takeOver(database);
     }).and_then([&] {
        return database.runAll(
            {"DROP TABLE identity_state_next SYNC", "DROP TABLE person_overrides_next SYNC"}
        );
    });
}

// An override is read some time before it is written, and a merge may be acknowledged in between:
// then the older one lands on top. Until none differs from what is decided. An insert may have
// written its override and not yet its decision, so such inserts end before the last look.
Done mendOverrides(Database& database) {
    const std::string stale =
        " FROM identity_state WHERE joinGetOrNull('person_overrides', 'person_id', "
        "distinct_id_hash) != person_id";
    for (;;) {
        const auto left = waitForRunningInserts(database).and_then([&] {
            return database.number("SELECT count()" + stale);
        });
        if (!left) {
            return tl::unexpected(left.error());
        }
        if (*left == 0) {
            return {};
        }
        auto done =
            database.run("INSERT INTO person_overrides SELECT distinct_id_hash, person_id" + stale)
                .and_then([&] { return database.pause(kPollInterval); });
        if (!done) {
            return done;
        }
    }
}

Done createMaps(Database& database) {
    const auto name = database.rows("SELECT currentDatabase()");
    if (!name) {
        return tl::unexpected(name.error());
    }
    std::vector<std::string> statements{
        "CREATE TABLE IF NOT EXISTS identity_state_next AS identity_state",
        "CREATE TABLE IF NOT EXISTS person_overrides_next AS person_overrides"};
    for (auto& mirror : mirrors(name->front().front())) {
        statements.push_back(std::move(mirror));
    }
    return database.runAll(statements);
}

}  // namespace

tl::expected<void, std::string> restoreOverrides(Database& database) {
    return database
        .run(
            "INSERT INTO person_overrides SELECT DISTINCT cityHash64(distinct_id), "
            "assumeNotNull(" +
            kDecided + ") FROM event_log WHERE " + kDecided +
            " != coalesce(joinGetOrNull('person_overrides', 'person_id', "
            "cityHash64(distinct_id)), person_id)"
        )
        .and_then([&] { return mendOverrides(database); });
}

tl::expected<void, std::string> finishRenewal(Database& database) {
    return database
        .number(
            "SELECT count() FROM system.tables WHERE database = currentDatabase() AND name IN "
            "('identity_state_next', 'person_overrides_next')"
        )
        .and_then([&](std::uint64_t left) {
            return left == 0 ? Done()
                             : database
                                   .runAll(
                                       {"CREATE TABLE IF NOT EXISTS identity_state_next AS "
                                        "identity_state",
                                        "CREATE TABLE IF NOT EXISTS person_overrides_next AS "
                                        "person_overrides"}
                                   )
                                   .and_then([&] { return dropOldMaps(database); });
        });
}

tl::expected<void, std::string> renewMaps(Database& database, const Progress& progress) {
    progress("maps in memory: copying");
    return createMaps(database)
        .and_then([&] { return waitForRunningInserts(database); })
        .and_then([&] {
            // Read from the log, not from the old map: inserts wait while a map is read.
            return database.run(
                "INSERT INTO person_overrides_next SELECT DISTINCT cityHash64(distinct_id), "
                "assumeNotNull(" +
                kDecided + ") FROM event_log WHERE " + kDecided + " != person_id"
            );
        })
        .and_then([&] { return settle(database); })
        .and_then([&] {
            progress("maps in memory: exchanging");
            return database.runAll(
                {"EXCHANGE TABLES identity_state AND identity_state_next",
                 "EXCHANGE TABLES person_overrides AND person_overrides_next"}
            );
        })
        .and_then([&] { return waitForRunningInserts(database); })
        .and_then([&] {
            progress("maps in memory: dropping the old ones");
            return dropOldMaps(database);
        });
}

}  // namespace relay
