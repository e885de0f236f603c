#pragma once

#include "upkeep/scripts/database.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <string>

namespace relay {

// The hash that stands for an id from here on, as a uuid: the id itself reaches no query, and so no
// log of ClickHouse.
std::string hashOf(const std::string& distinct_id);

// SELECT of the ids of the person of an id, as hashes; it takes the parameter own_person_id.
tl::expected<std::string, std::string> selectIdsOfPerson(const Database& database);

// From now on, what comes of the ids of the person is stored in raw_events alone.
tl::expected<void, std::string> suppress(Database& database, const std::string& own_person_id);

// The person that the id was erased with; empty where it was not erased.
tl::expected<std::string, std::string>
erasedWith(Database& database, const std::string& own_person_id);

// The opposite of suppress(), for all ids that were erased with the person.
tl::expected<void, std::string> allowReturn(Database& database, const std::string& person_id);

}  // namespace relay
