#include "unit/identity/claim_set.h"

#include <algorithm>

namespace identity_tests {
namespace {

using identity_rules::ClaimVerdict;

// Empty for an accepted claim.
std::string toString(ClaimVerdict verdict) {
    switch (verdict) {
        case ClaimVerdict::kAccepted:
            return "";
        case ClaimVerdict::kNotAClaim:
            return "not_a_claim";
        case ClaimVerdict::kIllegalDistinctId:
            return "illegal_distinct_id";
        case ClaimVerdict::kSplit:
            return "split";
        case ClaimVerdict::kSourceIsIdentified:
            return "source_is_identified";
        case ClaimVerdict::kSourceHasOwner:
            return "source_has_owner";
    }
    return "unknown verdict";
}

}  // namespace

event_rules::Uuid numberedUuid(std::uint8_t number) {
    event_rules::Uuid uuid;
    uuid.bytes[15] = number;
    return uuid;
}

std::string numberedId(std::string_view prefix, int number) {
    constexpr std::size_t width = 7;
    const auto digits = std::to_string(number);
    std::string id(prefix);
    return id.append(width - digits.size(), '0').append(digits);
}

ClaimSet& ClaimSet::plain(std::string_view source, std::string_view target, int time, int uuid) {
    return add(ClaimKind::kPlain, source, target, time, uuid);
}

ClaimSet& ClaimSet::forced(std::string_view source, std::string_view target, int time, int uuid) {
    return add(ClaimKind::kForced, source, target, time, uuid);
}

ClaimSet& ClaimSet::identified(std::string_view id, int time) {
    return add(ClaimKind::kIdentified, id, id, time, 0);
}

ClaimSet& ClaimSet::split(std::string_view source, std::string_view target, int time) {
    return add(ClaimKind::kSplit, source, target, time, 0);
}

ClaimSet& ClaimSet::add(
    ClaimKind kind,
    std::string_view source,
    std::string_view target,
    int time,
    int uuid
) {
    const auto& kept_source = texts_->emplace_back(source);
    const auto& kept_target = texts_->emplace_back(target);
    const auto number = numberedUuid(static_cast<std::uint8_t>(uuid));
    claims_.push_back({kind, kept_source, kept_target, time, number});
    return *this;
}

Roots rootsOf(const std::vector<Claim>& claims) {
    Roots roots;
    for (const auto& [id, root] : identity_rules::resolveIdentity(claims).owned_ids) {
        roots.emplace(id, root);
    }
    return roots;
}

Roots rootsOf(const ClaimSet& set) {
    return rootsOf(set.claims());
}

std::vector<std::string> verdictsOf(const std::vector<Claim>& claims) {
    std::vector<std::string> texts;
    for (const auto verdict : identity_rules::resolveIdentity(claims).verdicts) {
        texts.push_back(toString(verdict));
    }
    return texts;
}

std::vector<std::string> verdictsOf(const ClaimSet& set) {
    return verdictsOf(set.claims());
}

std::vector<Claim> shuffled(std::vector<Claim> claims, std::mt19937_64& random) {
    std::ranges::shuffle(claims, random);
    return claims;
}

}  // namespace identity_tests
