#include "unit/identity/naive_identity.h"

#include "event_rules/legal_id.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace identity_tests {
namespace {

using Claims = std::vector<Claim>;

auto when(const Claim& claim) {
    return std::tuple(claim.timestamp_us, toString(claim.uuid), claim.source, claim.target);
}

bool isLegal(const Claim& claim) {
    return event_rules::isLegalId(claim.source) && event_rules::isLegalId(claim.target);
}

// "A split voids every claim of its source, towards its target or any, up to its own time."
bool isVoided(const Claims& claims, const Claim& claim) {
    return std::ranges::any_of(claims, [&claim](const Claim& other) {
        const bool is_of_claim =
            other.source == claim.source && (other.target.empty() || other.target == claim.target);
        return other.kind == ClaimKind::kSplit && is_of_claim &&
               other.timestamp_us >= claim.timestamp_us;
    });
}

// "The distinct_id of an $identify event that names another, legal anonymous id is identified
// (unless illegal itself)."
bool isIdentified(const Claims& claims, std::string_view id) {
    return std::ranges::any_of(claims, [&](const Claim& claim) {
        return claim.kind == ClaimKind::kIdentified && isLegal(claim) && claim.source == id &&
               !isVoided(claims, claim);
    });
}

std::string refusal(const Claims& claims, const Claim& claim) {
    if (claim.kind == ClaimKind::kSplit) {
        return "";
    }
    if (claim.kind != ClaimKind::kIdentified && claim.source == claim.target) {
        return "not_a_claim";
    }
    if (!isLegal(claim)) {
        return "illegal_distinct_id";
    }
    if (isVoided(claims, claim)) {
        return "split";
    }
    if (claim.kind != ClaimKind::kPlain) {
        return "";
    }
    if (isIdentified(claims, claim.source)) {
        return "source_is_identified";
    }
    // "the earliest by (timestamp, uuid) wins"
    const bool is_late = std::ranges::any_of(claims, [&](const Claim& other) {
        return other.kind == ClaimKind::kPlain && isLegal(other) && other.source != other.target &&
               other.source == claim.source && when(other) < when(claim) &&
               !isVoided(claims, other);
    });
    return is_late ? "source_has_owner" : "";
}

// "Follow owners to the end. In a cycle the root is the smallest id bytewise."
std::string followOwners(const Roots& owners, std::string id) {
    std::set<std::string> seen;
    while (owners.contains(id) && seen.insert(id).second) {
        id = owners.at(id);
    }
    if (!owners.contains(id)) {
        return id;
    }
    std::string smallest = id;
    for (auto next = owners.at(id); next != id; next = owners.at(next)) {
        smallest = std::min(smallest, next);
    }
    return smallest;
}

// "Forced claims, in (timestamp, uuid) order, join the source's root under the target's root."
void join(Roots& roots, const Claim& claim) {
    const auto from = roots.at(std::string(claim.source));
    const auto to = roots.at(std::string(claim.target));
    for (auto& [id, root] : roots) {
        root = root == from ? to : root;
    }
}

Roots ownersIn(const Claims& accepted) {
    Roots owners;
    for (const auto& claim : accepted) {
        if (claim.kind == ClaimKind::kPlain) {
            owners.emplace(claim.source, claim.target);
        }
    }
    return owners;
}

}  // namespace

std::vector<std::string> naiveVerdictsOf(const Claims& claims) {
    std::vector<std::string> verdicts;
    for (const auto& claim : claims) {
        verdicts.push_back(refusal(claims, claim));
    }
    return verdicts;
}

Roots naiveRootsOf(const Claims& claims) {
    Claims accepted;
    std::ranges::copy_if(claims, std::back_inserter(accepted), [&](const Claim& claim) {
        return claim.kind != ClaimKind::kSplit && refusal(claims, claim).empty();
    });
    std::ranges::sort(accepted, {}, when);

    const auto owners = ownersIn(accepted);
    Roots roots;
    for (const auto& claim : accepted) {
        for (const auto id : {claim.source, claim.target}) {
            roots[std::string(id)] = followOwners(owners, std::string(id));
        }
    }
    for (const auto& claim : accepted) {
        if (claim.kind == ClaimKind::kForced) {
            join(roots, claim);
        }
    }
    std::erase_if(roots, [](const auto& entry) { return entry.first == entry.second; });
    return roots;
}

}  // namespace identity_tests
