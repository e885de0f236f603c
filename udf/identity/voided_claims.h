#pragma once

#include "identity/claim.h"

#include <span>
#include <vector>

namespace identity_rules {

// Rule 7 of docs/identity.md: whether a split voids each claim, in their order. A split voids what
// its source claimed up to its time, of its target or, where it names none, of any; never a split.
// O(n log n).
std::vector<bool> findVoided(std::span<const Claim> claims);

}  // namespace identity_rules
