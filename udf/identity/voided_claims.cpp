#include "identity/voided_claims.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace identity_rules {
namespace {

using Sides = std::pair<std::string_view, std::string_view>;

Sides sidesOf(const Claim& claim) {
    return {claim.source, claim.target};
}

bool isSplit(const Claim& claim) {
    return claim.kind == ClaimKind::kSplit;
}

// Those of each pair of sides together, the latest one first.
class Splits {
public:
    explicit Splits(std::span<const Claim> claims) {
        std::ranges::copy_if(claims, std::back_inserter(splits_), isSplit);
        std::ranges::sort(splits_, [](const Claim& first, const Claim& second) {
            return sidesOf(first) != sidesOf(second) ? sidesOf(first) < sidesOf(second)
                                                     : first.timestamp_us > second.timestamp_us;
        });
    }

    [[nodiscard]] bool isEmpty() const { return splits_.empty(); }

    [[nodiscard]] bool voids(const Claim& claim) const {
        return splitsOff(sidesOf(claim), claim) || splitsOff({claim.source, {}}, claim);
    }

private:
    [[nodiscard]] bool splitsOff(const Sides& sides, const Claim& claim) const {
        const auto latest = std::ranges::lower_bound(splits_, sides, {}, sidesOf);
        return latest != splits_.end() && sidesOf(*latest) == sides &&
               claim.timestamp_us <= latest->timestamp_us;
    }

    std::vector<Claim> splits_;
};

}  // namespace

std::vector<bool> findVoided(std::span<const Claim> claims) {
    std::vector<bool> voided(claims.size());
    const Splits splits(claims);
    for (std::size_t i = 0; i < claims.size() && !splits.isEmpty(); ++i) {
        voided[i] = !isSplit(claims[i]) && splits.voids(claims[i]);
    }
    return voided;
}

}  // namespace identity_rules
