#pragma once

#include "upkeep/scripts/database.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace relay {

// Events of a person stay when it is erased: they are stored once more, as raw events of one random
// id without what identifies, before what there is of the person's ids is deleted. The ids are
// noted first, with the random one, so that whatever erasure comes after a kill goes on with it.

// Of the person of an id, the events that would stay.
tl::expected<std::uint64_t, std::string>
countKeptEvents(Database& database, const std::string& own_person_id);

// Notes the person of an id, of whose events these properties go, too. Where no person is noted.
tl::expected<void, std::string> noteAnonymous(
    Database& database,
    const std::string& own_person_id,
    const std::vector<std::string>& properties
);

tl::expected<bool, std::string> isAnonymousNoted(Database& database);

// The following do nothing where no person is noted.

// Suppresses the ids of the person that is noted, once no other erasure works any more.
tl::expected<void, std::string> suppressNoted(Database& database);

// Stores the events of the person that is noted and suppressed. Tells how many there are.
tl::expected<void, std::string> storeAnonymous(Database& database, const Progress& tell);

// Once the events of the person were deleted under its own ids: nothing says any more whose those
// of the random id were.
tl::expected<void, std::string> forgetAnonymous(Database& database);

}  // namespace relay
