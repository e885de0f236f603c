#pragma once

#include "identity/claim.h"
#include "identity/known_id.h"

#include <cstdint>
#include <span>
#include <vector>

namespace identity_rules {

struct ChangedDecision {
    Decision decision;
    std::int64_t decided_before_us = 0;  // 0: the first decision about the id
};

// What claims change of earlier decisions, by the rules of docs/identity.md. Decides about the ids
// that are asked about (KnownIds) where nothing was decided yet, and about all ids of opened
// persons; `claims` has every claim whose source is one of these. Any other id keeps its root.
//
// What other inserts decide at the same moment is not seen here, so a root may be out of date.
// resolve_claims looks at each claim again, with the persons of both its sides open, and decides
// about them together. Until then nothing is decided about a person that would take along an id of
// a person that is not open.
//
// The root of a person that ids leave is among the changes even when nothing changes of itself: its
// person has to be made again without them. By id bytewise; views live as long as the arguments.
// O(n log n), whatever the arguments.
std::vector<ChangedDecision> decideIds(std::span<const Claim> claims, std::span<const KnownId> ids);

}  // namespace identity_rules
