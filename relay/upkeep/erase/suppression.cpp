#include "upkeep/erase/suppression.h"

#include "event_rules/uuid.h"

namespace relay {

std::string hashOf(const std::string& distinct_id) {
    return event_rules::toString(event_rules::uuid5(distinct_id));
}

tl::expected<std::string, std::string> selectIdsOfPerson(const Database& database) {
    return database.select({"erase_ids"});
}

tl::expected<void, std::string> suppress(Database& database, const std::string& own_person_id) {
    return selectIdsOfPerson(database).and_then([&](const std::string& ids) {
        return database.run({"erase_suppress", {{"own_person_id", own_person_id}}, {{"IDS", ids}}});
    });
}

tl::expected<std::string, std::string>
erasedWith(Database& database, const std::string& own_person_id) {
    return database.value({"erased_with", {{"own_person_id", own_person_id}}});
}

tl::expected<void, std::string> allowReturn(Database& database, const std::string& person_id) {
    return database.run({"erase_return", {{"person_id", person_id}}});
}

}  // namespace relay
