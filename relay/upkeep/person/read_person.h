#pragma once

#include "upkeep/person/person.h"
#include "upkeep/scripts/database.h"

#include <tl/expected.hpp>

#include <string>

namespace relay {

// The person of an id. Errors: one line; also where no event and no claim names the id.
tl::expected<Person, std::string> readPerson(Database& database, const std::string& distinct_id);

}  // namespace relay
