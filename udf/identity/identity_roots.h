#pragma once

#include "identity/claim.h"
#include "identity/claim_verdict.h"

#include <span>
#include <string_view>
#include <vector>

namespace identity_rules {

struct OwnedId {
    std::string_view id;
    std::string_view root;

    bool operator==(const OwnedId&) const = default;
};

// Views live as long as the texts of the claims.
struct Resolution {
    std::vector<OwnedId> owned_ids;      // every id that is not its own root, by id bytewise
    std::vector<ClaimVerdict> verdicts;  // of each claim, in the order of the claims
};

// The rules of docs/identity.md. A function of the set of claims: neither their order nor equal
// claims matter. Two claims of one event that differ in timestamp only (the event came twice) are
// two claims here: which copy counts is for the caller to decide. O(n log n), no recursion.
Resolution resolveIdentity(std::span<const Claim> claims);

}  // namespace identity_rules
