#pragma once

#include "identity/claim.h"

#include <span>
#include <vector>

namespace identity_rules {

// Rule 6 of design §8: whether a split voids the claim, of each claim, in their order. It voids
// what its source claimed up to its own time, of its target or, where it names none, of any. A
// split is not voided itself. O(n log n).
std::vector<bool> findVoided(std::span<const Claim> claims);

}  // namespace identity_rules
