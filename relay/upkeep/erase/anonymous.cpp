#include "upkeep/erase/anonymous.h"

#include "ingest/json_text.h"
#include "upkeep/erase/suppression.h"
#include "upkeep/erase/waits.h"
#include "upkeep/replay/follow_up.h"
#include "upkeep/replay/view_queries.h"

#include <functional>
#include <string_view>

namespace relay {

namespace {

constexpr std::string_view kErasing = "erased_raw";  // a table that only erasures name

using Step = std::function<tl::expected<void, std::string>()>;

std::string jsonArray(const std::vector<std::string>& texts) {
    std::string json;
    for (const auto& text : texts) {
        json += json.empty() ? '[' : ',';
        appendJsonString(json, text);
    }
    return json.empty() ? "[]" : json + "]";
}

tl::expected<void, std::string> whereNoted(Database& database, const Step& step) {
    return isAnonymousNoted(database).and_then([&](bool is_noted) {
        return is_noted ? step() : tl::expected<void, std::string>();
    });
}

tl::expected<std::string, std::string>
selectEvents(const Database& database, const std::string& ids) {
    return database.select({"kept_events", {}, {{"IDS", ids}}});
}

// What a kill cut short of the insert of raw events.
tl::expected<void, std::string> completeRaw(Database& database) {
    const auto views = ViewQueries::read(database);
    const auto raw = database.select({"anonymous_raw"});
    if (!views || !raw) {
        return tl::unexpected(views ? raw.error() : views.error());
    }
    return database.run({"anonymize_complete", {}, {{"NORMALIZED", views->normalized(*raw)}}});
}

tl::expected<void, std::string>
store(Database& database, const Progress& tell, const std::string& ids, const std::string& events) {
    return database.run({"anonymize_store", {}, {{"IDS", ids}, {"EVENTS", events}}})
        .and_then([&] { return completeRaw(database); })
        .and_then([&] { return database.number({"count_anonymous"}); })
        .map([&](std::uint64_t count) {
            if (count != 0) {
                tell(std::to_string(count) + " events stay, of one random id");
            }
        });
}

}  // namespace

tl::expected<std::uint64_t, std::string>
countKeptEvents(Database& database, const std::string& own_person_id) {
    return selectIdsOfPerson(database)
        .and_then([&](const std::string& ids) {
            return database.select({"erase_of_person", {}, {{"IDS", ids}}});
        })
        .and_then([&](const std::string& ids) { return selectEvents(database, ids); })
        .and_then([&](const std::string& events) {
            return database.number(
                {"count_kept", {{"own_person_id", own_person_id}}, {{"EVENTS", events}}}
            );
        });
}

tl::expected<void, std::string> noteAnonymous(
    Database& database,
    const std::string& own_person_id,
    const std::vector<std::string>& properties
) {
    return database.run(
        {"anonymize_note",
         {{"own_person_id", own_person_id}, {"properties", jsonArray(properties)}}}
    );
}

tl::expected<bool, std::string> isAnonymousNoted(Database& database) {
    return database.number({"is_anonymizing"}).map([](std::uint64_t exists) {
        return exists != 0;
    });
}

// A DELETE takes the ids that are suppressed when it comes to a part.
tl::expected<void, std::string> suppressNoted(Database& database) {
    return whereNoted(database, [&] {
        return waitForStatements(database, std::string(kErasing), "another erasure")
            .and_then([&] { return waitForDeletes(database); })
            .and_then([&] { return database.rows({"anonymized_person"}); })
            .and_then([&](const std::vector<Database::Row>& persons) {
                return persons.empty() ? tl::expected<void, std::string>()
                                       : suppress(database, persons.front().front());
            });
    });
}

tl::expected<void, std::string> storeAnonymous(Database& database, const Progress& tell) {
    return whereNoted(database, [&] {
        return waitForInserts(database)
            .and_then([&] { return database.select({"anonymized_ids"}); })
            .and_then([&](const std::string& ids) {
                return selectEvents(database, ids).and_then([&](const std::string& events) {
                    return store(database, tell, ids, events);
                });
            });
    });
}

tl::expected<void, std::string> forgetAnonymous(Database& database) {
    return database.run({"anonymize_end"});
}

}  // namespace relay
