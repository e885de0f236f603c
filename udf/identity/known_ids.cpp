#include "identity/known_ids.h"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace identity_rules {
namespace {

std::string_view idOf(const KnownId& row) {
    return row.decision.id;
}

auto rankOf(const KnownId& row) {
    const auto& decision = row.decision;
    return std::tie(
        row.decided_at_us,
        row.is_open,
        decision.root,
        decision.owner,
        decision.claimed_at_us,
        decision.claim_uuid.bytes,
        decision.is_identified,
        decision.changed_at_us
    );
}

bool isUndecided(const KnownId& row) {
    return row.decided_at_us == 0;
}

bool hasClaimInForce(const Decision& decision) {
    return decision.is_identified || decision.changed_at_us != 0;
}

bool isBefore(const KnownId& first, const KnownId& second) {
    return idOf(first) != idOf(second) ? idOf(first) < idOf(second)
                                       : rankOf(second) < rankOf(first);
}

std::vector<std::string_view> sortedSources(std::span<const Claim> claims) {
    std::vector<std::string_view> sources;
    std::ranges::transform(claims, std::back_inserter(sources), &Claim::source);
    std::ranges::sort(sources);
    return sources;
}

}  // namespace

KnownIds::KnownIds(std::span<const KnownId> rows, std::span<const Claim> claims) {
    const auto sources = sortedSources(claims);
    std::vector<KnownId> sorted(rows.begin(), rows.end());
    std::ranges::sort(sorted, isBefore);
    for (auto first = sorted.begin(); first != sorted.end();) {
        const auto end = std::ranges::find_if_not(first, sorted.end(), [first](const auto& row) {
            return idOf(row) == idOf(*first);
        });
        if (first->is_open || std::any_of(first, end, isUndecided)) {
            rows_.push_back(*first);
            rows_.back().is_open =
                first->is_open && (!hasClaimInForce(first->decision) ||
                                   std::ranges::binary_search(sources, idOf(*first)));
        }
        first = end;
    }
}

const KnownId* KnownIds::find(std::string_view id) const {
    const auto row = std::ranges::lower_bound(rows_, id, {}, idOf);
    return row != rows_.end() && idOf(*row) == id ? &*row : nullptr;
}

}  // namespace identity_rules
