#include "unit/identity/id_rows.h"

#include "unit/identity/random_claims.h"

namespace identity_tests {

KnownId asked(std::string_view id) {
    KnownId row;
    row.decision.id = id;
    return row;
}

KnownId open(std::string_view id, std::string_view root, int decided_at) {
    auto row = kept(id, root, decided_at);
    row.is_open = true;
    return row;
}

KnownId kept(std::string_view id, std::string_view root, int decided_at) {
    auto row = asked(id);
    row.decision.root = root;
    row.decided_at_us = decided_at;
    return row;
}

std::vector<KnownId> askedIds(const std::vector<Claim>& claims) {
    std::vector<KnownId> rows;
    for (const auto& claim : claims) {
        rows.push_back(asked(claim.source));
        rows.push_back(asked(claim.target));
    }
    return rows;
}

std::vector<KnownId> randomRows(const ClaimSet& set, std::mt19937_64& random) {
    std::vector<std::string_view> ids{"a", "more"};
    for (const auto& claim : set.claims()) {
        ids.insert(ids.end(), {claim.source, claim.target});
    }
    const auto count = static_cast<int>(ids.size());
    const auto draw = [&] { return ids.at(static_cast<std::size_t>(below(count, random))); };
    std::vector<KnownId> rows;
    for (int left = below(2 * count, random); left > 0; --left) {
        auto row = kept(draw(), draw(), below(4, random));
        auto& decision = row.decision;
        decision.owner = below(2, random) == 0 ? draw() : "";
        decision.claimed_at_us = below(3, random);
        decision.claim_uuid = numberedUuid(static_cast<std::uint8_t>(below(200, random)));
        decision.is_identified = below(4, random) == 0;
        decision.changed_at_us = below(3, random);
        row.is_open = below(2, random) == 0;
        rows.push_back(row);
    }
    return rows;
}

}  // namespace identity_tests
