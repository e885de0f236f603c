#include "identity/claim.h"

#include <tuple>

namespace identity_rules {
namespace {

auto orderOf(const Claim& claim) {
    return std::tie(claim.timestamp_us, claim.uuid.bytes, claim.source, claim.target);
}

}  // namespace

bool isEarlier(const Claim& first, const Claim& second) {
    return orderOf(first) < orderOf(second);
}

}  // namespace identity_rules
