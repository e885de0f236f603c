#pragma once

#include "upkeep/scripts/database.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <functional>
#include <string>

namespace relay {

// Ids, by the file that selects a slice of them: all_ids, replayed_ids or claimed_ids.
struct ChosenIds {
    std::string file;
    Script::Parameters parameters;  // of the file, beside those of the slice
    std::uint64_t count = 0;

    // Does the work for each slice and shows how far it is. Error: it failed, or is to end.
    tl::expected<void, std::string>
    forEachSlice(Database& database, const std::string& what, const Script& work) const;
};

// Counts them.
tl::expected<ChosenIds, std::string>
chooseIds(Database& database, const std::string& file, const Script::Parameters& parameters = {});

// Decides once more whose the ids are, until that changes nothing, and makes their persons again.
// May be cut short and repeated at any time.
tl::expected<void, std::string> decideAgain(Database& database, const ChosenIds& ids);

}  // namespace relay
