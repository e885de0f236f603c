#include "upkeep/person/read_person.h"

namespace relay {

namespace {

using Rows = std::vector<Database::Row>;

PersonId toId(const Database::Row& row) {
    return {row.at(0), row.at(1), row.at(2) == "1", row.at(3), row.at(4), row.at(5)};
}

PersonClaim toClaim(const Database::Row& row) {
    return {
        row.at(0),
        row.at(1),
        row.at(2),
        row.at(3),
        row.at(4),
        row.at(5),
        row.at(6),
        row.at(7),
        row.at(8),
        row.at(9)};
}

PersonProperty toProperty(const Database::Row& row) {
    return {row.at(0), row.at(1), row.at(2), row.at(3), row.at(4)};
}

template <typename Part>
std::vector<Part> toParts(const Rows& rows, Part (*to_part)(const Database::Row&)) {
    std::vector<Part> parts;
    parts.reserve(rows.size());
    for (const auto& row : rows) {
        parts.push_back(to_part(row));
    }
    return parts;
}

}  // namespace

tl::expected<Person, std::string> readPerson(Database& database, const std::string& distinct_id) {
    Person person;
    const Script::Parameters id{{"id", distinct_id}};
    return database.rows({"person_ids", id})
        .and_then([&](const Rows& rows) -> tl::expected<Rows, std::string> {
            if (rows.empty()) {
                return tl::unexpected("no event and no claim names " + distinct_id);
            }
            person.ids = toParts(rows, toId);
            person.person_id = rows.front().at(6);
            return database.rows({"person_claims", id});
        })
        .and_then([&](const Rows& rows) {
            person.claims = toParts(rows, toClaim);
            return database.rows({"person_properties", {{"person_id", person.person_id}}});
        })
        .map([&](const Rows& rows) {
            person.properties = toParts(rows, toProperty);
            return std::move(person);
        });
}

}  // namespace relay
