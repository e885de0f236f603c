#pragma once

#include "upkeep/scripts/database.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace relay {

struct ReconcileReport {
    std::uint64_t ids = 0;          // named by claims
    std::uint64_t changed_ids = 0;  // whose owner or person was not what the claims say
    std::uint64_t folded_persons = 0;
    std::vector<std::pair<std::string, std::string>> claims;  // verdict → how many
};

// Decides about all ids again and makes all persons again, slice by slice, by the views that do so
// for whatever is new. May be cut short and repeated at any time.
tl::expected<ReconcileReport, std::string> reconcileAll(Database& database);

}  // namespace relay
