#include "identity/claim_verdict.h"

namespace identity_rules {

std::string_view toString(ClaimVerdict verdict) {
    switch (verdict) {
        case ClaimVerdict::kAccepted:
            return "";
        case ClaimVerdict::kNotAClaim:
            return "not_a_claim";
        case ClaimVerdict::kIllegalDistinctId:
            return "illegal_distinct_id";
        case ClaimVerdict::kSourceIsIdentified:
            return "source_is_identified";
        case ClaimVerdict::kSourceHasOwner:
            return "source_has_owner";
    }
    return {};
}

}  // namespace identity_rules
