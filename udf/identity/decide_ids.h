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

// What claims change of what was decided before, by the rules of design §8. Decides about the ids
// nothing was decided about, and about all ids of opened persons, for which the claims must hold
// every claim whose source they are. Any other id keeps its root. Of several rows of one id the
// latest counts.
//
// Decides nothing about a person that it does not see whole: one that a claim ties to an id that is
// not known here, or whose root would change though it was not opened. Such a claim is looked at
// again with the persons of both its sides open.
//
// The root of a person that ids leave is among the changes even when nothing changes of itself: its
// person has to be made again without them. By id bytewise; views live as long as the arguments.
std::vector<ChangedDecision>
decideIds(std::span<const Claim> claims, std::span<const KnownId> ids);

}  // namespace identity_rules
