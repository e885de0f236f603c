#pragma once

#include <cstdint>
#include <string>

namespace relay {

// What an operator says of two ids (docs/people.md): that source's person belongs to target's, or
// that what source claimed until now, of target or of any id, counts no more.
struct OperatorClaim {
    enum class Kind : std::uint8_t { kMerge, kSplit };

    Kind kind;
    std::string source;
    std::string target;  // of a split: empty for any
};

// What tells the claim's event from others.
struct ClaimStamp {
    std::string timestamp;  // later than all that the source claimed
    std::string uuid;
};

// As in identity_claims.
std::string kindOf(const OperatorClaim& claim);

// The event of dialect `operator` that the normalizer takes for this claim: JSON.
std::string makeClaimEvent(const OperatorClaim& claim, const ClaimStamp& stamp);

}  // namespace relay
