#pragma once

#include <cstdint>

namespace identity_rules {

// What docs/identity.md makes of one claim. A claim that counts but changes nothing (a forced one
// within one person, say) is accepted.
enum class ClaimVerdict : std::uint8_t {
    kAccepted,
    kNotAClaim,           // plain or forced with source = target, whatever the id
    kIllegalDistinctId,   // an id on either side is illegal; of a split that does not matter
    kSplit,               // a split took it back
    kSourceIsIdentified,  // plain, and its source is a known user
    kSourceHasOwner,      // plain, and an earlier one took its source
};

}  // namespace identity_rules
