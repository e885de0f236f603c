#pragma once

#include "upkeep/person/operator_claim.h"
#include "upkeep/scripts/database.h"

#include <tl/expected.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace relay {

// How much would belong to another person.
struct PersonChange {
    std::uint64_t ids = 0;
    std::uint64_t events = 0;
    std::uint64_t sessions = 0;
};

struct PlannedClaim {
    OperatorClaim claim;
    ClaimStamp stamp;
    PersonChange change;
};

// What the claim would change now; changes nothing. Errors: one line; also where it makes no sense:
// of an id that is illegal or unknown, of two that are one person, or with nothing to split.
tl::expected<PlannedClaim, std::string> planClaim(Database& database, OperatorClaim claim);

// Stores the claim as a raw event, so that a replay keeps it, and returns once its persons follow
// it. `author` is stored as the event's user agent. Errors: one line. What is cut short is
// completed as after any insert, and may be said again.
tl::expected<void, std::string>
storeClaim(Database& database, const PlannedClaim& planned, std::string_view author);

}  // namespace relay
