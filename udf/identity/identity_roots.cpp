#include "identity/identity_roots.h"

#include "event_rules/legal_id.h"
#include "identity/id_numbers.h"
#include "identity/owner_roots.h"
#include "identity/person_forest.h"
#include "identity/voided_claims.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace identity_rules {
namespace {

constexpr std::size_t kNoClaim = std::numeric_limits<std::size_t>::max();

// The rules of docs/identity.md on a list of claims, each building on the verdicts before.
class Resolver {
public:
    explicit Resolver(std::span<const Claim> claims)
        : claims_(claims), ids_(claims), verdicts_(claims.size(), ClaimVerdict::kAccepted) {}

    Resolution resolve() {
        refuseVoided();
        refuseIllegal();
        refuseIdentifiedSources();
        refuseLateOwners();
        PersonForest forest(findOwnerRoots(owners()));
        for (const auto claim : earliestFirst(ClaimKind::kForced)) {
            forest.join(ids_.source(claim), ids_.target(claim));
        }
        return {ownedIds(forest), verdicts_};
    }

private:
    void refuseVoided() {
        const auto voided = findVoided(claims_);
        for (std::size_t i = 0; i < claims_.size(); ++i) {
            verdicts_[i] = voided[i] ? ClaimVerdict::kSplit : ClaimVerdict::kAccepted;
        }
    }

    void refuseIllegal() {
        std::vector<bool> is_legal(ids_.size());
        for (IdNumber id = 0; id < ids_.size(); ++id) {
            is_legal[id] = event_rules::isLegalId(ids_.id(id));
        }
        for (std::size_t i = 0; i < claims_.size(); ++i) {
            if (claims_[i].kind == ClaimKind::kSplit) {
                continue;
            }
            if (claims_[i].kind != ClaimKind::kIdentified && ids_.source(i) == ids_.target(i)) {
                verdicts_[i] = ClaimVerdict::kNotAClaim;
            } else if (!is_legal[ids_.source(i)] || !is_legal[ids_.target(i)]) {
                verdicts_[i] = ClaimVerdict::kIllegalDistinctId;
            }
        }
    }

    void refuseIdentifiedSources() {
        std::vector<bool> is_identified(ids_.size());
        for (const auto claim : accepted(ClaimKind::kIdentified)) {
            is_identified[ids_.source(claim)] = true;
        }
        for (const auto claim : accepted(ClaimKind::kPlain)) {
            if (is_identified[ids_.source(claim)]) {
                verdicts_[claim] = ClaimVerdict::kSourceIsIdentified;
            }
        }
    }

    void refuseLateOwners() {
        std::vector<std::size_t> winners(ids_.size(), kNoClaim);
        const auto plain = accepted(ClaimKind::kPlain);
        for (const auto claim : plain) {
            auto& winner = winners[ids_.source(claim)];
            if (winner == kNoClaim || isEarlier(claims_[claim], claims_[winner])) {
                winner = claim;
            }
        }
        for (const auto claim : plain) {
            if (claims_[claim] != claims_[winners[ids_.source(claim)]]) {
                verdicts_[claim] = ClaimVerdict::kSourceHasOwner;
            }
        }
    }

    // Of each id, as the plain claims that are left say it; the id itself where none does.
    [[nodiscard]] std::vector<IdNumber> owners() const {
        std::vector<IdNumber> owners(ids_.size());
        std::iota(owners.begin(), owners.end(), IdNumber{0});
        for (const auto claim : accepted(ClaimKind::kPlain)) {
            owners[ids_.source(claim)] = ids_.target(claim);
        }
        return owners;
    }

    [[nodiscard]] std::vector<std::size_t> accepted(ClaimKind kind) const {
        std::vector<std::size_t> positions;
        for (std::size_t i = 0; i < claims_.size(); ++i) {
            if (claims_[i].kind == kind && verdicts_[i] == ClaimVerdict::kAccepted) {
                positions.push_back(i);
            }
        }
        return positions;
    }

    [[nodiscard]] std::vector<std::size_t> earliestFirst(ClaimKind kind) const {
        auto positions = accepted(kind);
        std::ranges::sort(positions, [this](std::size_t first, std::size_t second) {
            return isEarlier(claims_[first], claims_[second]);
        });
        return positions;
    }

    std::vector<OwnedId> ownedIds(PersonForest& forest) const {
        std::vector<OwnedId> owned;
        for (IdNumber id = 0; id < ids_.size(); ++id) {
            if (const auto root = forest.findRoot(id); root != id) {
                owned.push_back({ids_.id(id), ids_.id(root)});
            }
        }
        return owned;
    }

    std::span<const Claim> claims_;
    IdNumbers ids_;
    std::vector<ClaimVerdict> verdicts_;
};

}  // namespace

Resolution resolveIdentity(std::span<const Claim> claims) {
    return Resolver(claims).resolve();
}

}  // namespace identity_rules
