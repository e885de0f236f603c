#pragma once

#include "identity/known_id.h"
#include "unit/identity/claim_set.h"

#include <random>
#include <string_view>
#include <vector>

namespace identity_tests {

using identity_rules::KnownId;

// An id that is asked about.
KnownId asked(std::string_view id);
// What was decided about an id whose person is opened; so that its root is who it is.
KnownId open(std::string_view id, std::string_view root, int decided_at = 1);
// What was decided about an id that keeps its root.
KnownId kept(std::string_view id, std::string_view root, int decided_at = 1);

// Asks about all ids of the claims.
std::vector<KnownId> askedIds(const std::vector<Claim>& claims);

// Rows about the ids of the claims and some more, that contradict each other and the claims.
std::vector<KnownId> randomRows(const ClaimSet& set, std::mt19937_64& random);

}  // namespace identity_tests
