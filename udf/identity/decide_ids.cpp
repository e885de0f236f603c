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

bool isAsked(const KnownId& known) {
    return known.decided_at_us == 0 || known.is_open;
}

// Claims of ids to decide about, by source; any other id claims to belong to its root.
std::vector<Claim> countingClaims(std::span<const Claim> claims, const KnownIds& ids) {
    std::vector<Claim> counting;
    std::ranges::copy_if(claims, std::back_inserter(counting), [&ids](const Claim& claim) {
        const auto* const source = ids.find(claim.source);
        return source != nullptr && isAsked(*source);
    });
    for (const auto& known : ids) {
        const auto& [id, root] = std::tie(known.decision.id, known.decision.root);
        if (!isAsked(known) && root != id) {
            counting.push_back({ClaimKind::kPlain, id, root, 0, {}});
        }
    }
    std::ranges::sort(counting, {}, &Claim::source);
    return counting;
}

class Decider {
public:
    Decider(std::span<const Claim> claims, std::span<const KnownId> ids)
        : ids_(ids, claims),
          claims_(countingClaims(claims, ids_)),
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
            if (isAsked(known) && !contains(partial_roots, rootOf(id))) {
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
            if (!isAsked(known) && root != known.decision.root) {
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
    std::vector<Claim> claims_;  // those that count, by source
    Resolution resolution_;      // of those
};

}  // namespace

std::vector<ChangedDecision>
decideIds(std::span<const Claim> claims, std::span<const KnownId> ids) {
    return Decider(claims, ids).decide();
}

}  // namespace identity_rules
