#include "identity/decide_ids.h"

#include "identity/identity_roots.h"
#include "identity/known_ids.h"

#include <algorithm>
#include <string_view>
#include <tuple>

namespace identity_rules {
namespace {

using Ids = std::vector<std::string_view>;

bool contains(const Ids& sorted, std::string_view id) {
    return std::ranges::binary_search(sorted, id);
}

// Whether to decide about the id: it is asked about and undecided, or its person is open.
bool isToDecide(const KnownId& known) {
    return known.decided_at_us == 0 || known.is_open;
}

// Claims whose source is to be decided about, by source, whether they count or not. Any other id
// gets one claim: that it belongs to its root.
std::vector<Claim> claimsAtHand(std::span<const Claim> claims, const KnownIds& ids) {
    std::vector<Claim> at_hand;
    std::ranges::copy_if(claims, std::back_inserter(at_hand), [&ids](const Claim& claim) {
        const auto* const source = ids.find(claim.source);
        return source != nullptr && isToDecide(*source);
    });
    for (const auto& known : ids) {
        const auto& [id, root] = std::tie(known.decision.id, known.decision.root);
        if (!isToDecide(known) && root != id) {
            at_hand.push_back({ClaimKind::kPlain, id, root, 0, {}});
        }
    }
    std::ranges::sort(at_hand, {}, &Claim::source);
    return at_hand;
}

class Decider {
public:
    Decider(std::span<const Claim> claims, std::span<const KnownId> ids)
        : ids_(ids, claims),
          claims_(claimsAtHand(claims, ids_)),
          resolution_(resolveIdentity(claims_)) {}

    [[nodiscard]] std::vector<ChangedDecision> decide() const {
        const auto decisions = decideWhole();
        const auto left_roots = leftRoots(decisions);
        std::vector<ChangedDecision> changes;
        for (const auto& [decision, known] : decisions) {
            if (known->decided_at_us == 0 || decision != known->decision ||
                contains(left_roots, decision.id)) {
                changes.push_back({decision, known->decided_at_us});
            }
        }
        return changes;
    }

private:
    struct Decided {
        Decision decision;
        const KnownId* known;
    };

    [[nodiscard]] std::string_view rootOf(std::string_view id) const {
        const auto owned = std::ranges::lower_bound(resolution_.owned_ids, id, {}, &OwnedId::id);
        return owned != resolution_.owned_ids.end() && owned->id == id ? owned->root : id;
    }

    // About the ids of all persons that are seen whole.
    [[nodiscard]] std::vector<Decided> decideWhole() const {
        const auto partial_roots = partialRoots();
        std::vector<Decided> decisions;
        std::size_t claim = 0;
        for (const auto& known : ids_) {
            const auto id = known.decision.id;
            while (claim < claims_.size() && claims_[claim].source < id) {
                ++claim;
            }
            if (isToDecide(known) && !contains(partial_roots, rootOf(id))) {
                decisions.push_back({decisionOf(id, claim), &known});
            }
        }
        return decisions;
    }

    // Roots of persons that take along an id of a person not opened.
    [[nodiscard]] Ids partialRoots() const {
        Ids roots;
        for (const auto& known : ids_) {
            const auto root = rootOf(known.decision.id);
            if (!isToDecide(known) && root != known.decision.root) {
                roots.push_back(root);
            }
        }
        std::ranges::sort(roots);
        return roots;
    }

    // `claim`: the first of the id's own.
    [[nodiscard]] Decision decisionOf(std::string_view id, std::size_t claim) const {
        Decision decision{id, rootOf(id), {}, 0, {}, false, 0};
        for (; claim < claims_.size() && claims_[claim].source == id; ++claim) {
            if (resolution_.verdicts[claim] == ClaimVerdict::kAccepted) {
                apply(claims_[claim], decision);
            }
        }
        return decision;
    }

    static void apply(const Claim& claim, Decision& decision) {
        if (claim.kind == ClaimKind::kIdentified) {
            decision.is_identified = true;
        }
        if (claim.kind == ClaimKind::kIdentified || claim.kind == ClaimKind::kSplit) {
            return;
        }
        if (claim.kind == ClaimKind::kPlain) {
            decision.owner = claim.target;
            decision.claimed_at_us = claim.timestamp_us;
            decision.claim_uuid = claim.uuid;
        }
        decision.changed_at_us = std::max(decision.changed_at_us, claim.timestamp_us);
    }

    [[nodiscard]] static Ids leftRoots(const std::vector<Decided>& decisions) {
        Ids roots;
        for (const auto& [decision, known] : decisions) {
            if (known->decided_at_us != 0 && decision.root != known->decision.root) {
                roots.push_back(known->decision.root);
            }
        }
        std::ranges::sort(roots);
        return roots;
    }

    KnownIds ids_;
    std::vector<Claim> claims_;  // see claimsAtHand()
    Resolution resolution_;      // of claims_: tells which of them count
};

}  // namespace

std::vector<ChangedDecision>
decideIds(std::span<const Claim> claims, std::span<const KnownId> ids) {
    return Decider(claims, ids).decide();
}

}  // namespace identity_rules
