#include "identity/decide_ids.h"

#include "identity/identity_roots.h"

#include <algorithm>
#include <string_view>
#include <tuple>

namespace identity_rules {
namespace {

// Of each id the latest row, by id bytewise.
std::vector<KnownId> latestRows(std::span<const KnownId> ids) {
    std::vector<KnownId> rows(ids.begin(), ids.end());
    std::ranges::sort(rows, [](const KnownId& first, const KnownId& second) {
        return std::tuple(first.decision.id, -first.decided_at_us, !first.is_open) <
               std::tuple(second.decision.id, -second.decided_at_us, !second.is_open);
    });
    const auto repeated = std::ranges::unique(rows, {}, [](const KnownId& row) {
        return row.decision.id;
    });
    rows.erase(repeated.begin(), repeated.end());
    return rows;
}

class Decider {
public:
    Decider(std::span<const Claim> claims, std::span<const KnownId> ids)
        : known_(latestRows(ids)), claims_(claimsThatCount(claims)), resolution_(resolveIdentity(claims_)) {}

    std::vector<ChangedDecision> decide() {
        findPartialPersons();
        const auto decisions = decideAsked();
        const auto left_roots = leftRoots(decisions);
        std::vector<ChangedDecision> changes;
        for (const auto& [decision, position] : decisions) {
            const auto& known = known_[position];
            if (known.decided_at_us == 0 || decision != known.decision ||
                std::ranges::binary_search(left_roots, decision.id)) {
                changes.push_back({decision, known.decided_at_us});
            }
        }
        return changes;
    }

private:
    struct Decided {
        Decision decision;
        std::size_t position;  // in known_
    };

    static bool isAsked(const KnownId& known) { return known.decided_at_us == 0 || known.is_open; }

    [[nodiscard]] const KnownId* find(std::string_view id) const {
        const auto place = std::ranges::lower_bound(known_, id, {}, [](const KnownId& known) {
            return known.decision.id;
        });
        return place != known_.end() && place->decision.id == id ? &*place : nullptr;
    }

    // Those of the ids to decide about; an id that keeps its root claims just that, before all others.
    [[nodiscard]] std::vector<Claim> claimsThatCount(std::span<const Claim> claims) const {
        std::vector<Claim> counting;
        for (const auto& claim : claims) {
            const auto* known = find(claim.source);
            if (known != nullptr && isAsked(*known)) {
                counting.push_back(claim);
            }
        }
        for (const auto& known : known_) {
            if (!isAsked(known) && known.decision.root != known.decision.id) {
                counting.push_back(
                    {ClaimKind::kPlain, known.decision.id, known.decision.root, 0, {}}
                );
            }
        }
        std::ranges::sort(counting, {}, [](const Claim& claim) {
            return std::tuple(claim.source, claim.timestamp_us, claim.uuid.bytes, claim.target);
        });
        return counting;
    }

    [[nodiscard]] std::string_view rootOf(std::string_view id) const {
        const auto place =
            std::ranges::lower_bound(resolution_.owned_ids, id, {}, &OwnedId::id);
        return place != resolution_.owned_ids.end() && place->id == id ? place->root : id;
    }

    void findPartialPersons() {
        std::vector<std::string_view> kept_roots;
        for (const auto& known : known_) {
            if (isAsked(known)) {
                continue;
            }
            kept_roots.push_back(known.decision.root);
            if (rootOf(known.decision.id) != known.decision.root) {
                partial_roots_.push_back(rootOf(known.decision.id));
            }
        }
        std::ranges::sort(kept_roots);
        for (const auto& claim : claims_) {
            if (find(claim.target) == nullptr && !std::ranges::binary_search(kept_roots, claim.target)) {
                partial_roots_.push_back(rootOf(claim.target));
            }
        }
        std::ranges::sort(partial_roots_);
    }

    [[nodiscard]] std::vector<Decided> decideAsked() const {
        std::vector<Decided> decisions;
        std::size_t claim = 0;
        for (std::size_t position = 0; position < known_.size(); ++position) {
            const auto& known = known_[position];
            const auto root = rootOf(known.decision.id);
            if (isAsked(known) && !std::ranges::binary_search(partial_roots_, root)) {
                for (; claim < claims_.size() && claims_[claim].source < known.decision.id;) {
                    ++claim;
                }
                decisions.push_back({decisionOf(known.decision.id, root, claim), position});
            }
        }
        return decisions;
    }

    // `claim`: the first of the id's own.
    [[nodiscard]] Decision
    decisionOf(std::string_view id, std::string_view root, std::size_t claim) const {
        Decision decision{id, root, {}, 0, {}, false, 0};
        for (; claim < claims_.size() && claims_[claim].source == id; ++claim) {
            const auto& said = claims_[claim];
            if (resolution_.verdicts[claim] != ClaimVerdict::kAccepted) {
                continue;
            }
            if (said.kind == ClaimKind::kIdentified) {
                decision.is_identified = true;
                continue;
            }
            if (said.kind == ClaimKind::kPlain) {
                decision.owner = said.target;
                decision.claimed_at_us = said.timestamp_us;
                decision.claim_uuid = said.uuid;
            }
            decision.changed_at_us = std::max(decision.changed_at_us, said.timestamp_us);
        }
        return decision;
    }

    [[nodiscard]] std::vector<std::string_view> leftRoots(const std::vector<Decided>& decisions
    ) const {
        std::vector<std::string_view> roots;
        for (const auto& [decision, position] : decisions) {
            const auto& known = known_[position];
            if (known.decided_at_us != 0 && decision.root != known.decision.root) {
                roots.push_back(known.decision.root);
            }
        }
        std::ranges::sort(roots);
        return roots;
    }

    std::vector<KnownId> known_;
    std::vector<Claim> claims_;  // by source
    Resolution resolution_;
    std::vector<std::string_view> partial_roots_;
};

}  // namespace

std::vector<ChangedDecision>
decideIds(std::span<const Claim> claims, std::span<const KnownId> ids) {
    return Decider(claims, ids).decide();
}

}  // namespace identity_rules
