#include "support/catch.h"
#include "unit/identity/naive_identity.h"
#include "unit/identity/random_claims.h"

#include <algorithm>

namespace identity_tests {
namespace {

constexpr int kRandomSets = 5000;

TEST_CASE("random claims have the roots and verdicts that the text of the rules gives") {
    std::size_t owned = 0;
    for (unsigned seed = 0; seed < kRandomSets; ++seed) {
        CAPTURE(seed);
        std::mt19937_64 random(seed);
        const auto set = randomClaims(random);
        const auto roots = rootsOf(set);
        owned += roots.size();
        REQUIRE(roots == naiveRootsOf(set.claims()));
        REQUIRE(verdictsOf(set) == naiveVerdictsOf(set.claims()));
    }
    CHECK(owned > kRandomSets);  // else the sets would prove little
}

TEST_CASE("neither order nor repetition of claims changes anything") {
    for (unsigned seed = 0; seed < kRandomSets; ++seed) {
        CAPTURE(seed);
        std::mt19937_64 random(seed);
        const auto set = randomClaims(random);
        auto repeated = set.claims();
        for (int i = below(10, random); i > 0 && !set.claims().empty(); --i) {
            const auto count = static_cast<int>(set.claims().size());
            repeated.push_back(set.claims()[static_cast<std::size_t>(below(count, random))]);
        }
        REQUIRE(rootsOf(shuffled(repeated, random)) == rootsOf(set));
    }
}

TEST_CASE("each claim keeps its verdict when the claims are shuffled") {
    for (unsigned seed = 0; seed < kRandomSets; ++seed) {
        CAPTURE(seed);
        std::mt19937_64 random(seed);
        const auto set = randomClaims(random);
        const auto mixed = shuffled(set.claims(), random);
        const auto verdicts = verdictsOf(set);
        const auto mixed_verdicts = verdictsOf(mixed);
        for (std::size_t i = 0; i < mixed.size(); ++i) {
            const auto origin = std::ranges::find(set.claims(), mixed[i]) - set.claims().begin();
            REQUIRE(mixed_verdicts[i] == verdicts[static_cast<std::size_t>(origin)]);
        }
    }
}

TEST_CASE("a part of the claims followed by the rest ends like the whole") {
    for (unsigned seed = 0; seed < kRandomSets; ++seed) {
        CAPTURE(seed);
        std::mt19937_64 random(seed);
        const auto set = randomClaims(random);
        const auto& claims = set.claims();
        const auto cut = below(static_cast<int>(claims.size()) + 1, random);
        // The later part was known first, and is seen again with the earlier one.
        std::vector<Claim> seen(claims.begin() + cut, claims.end());
        rootsOf(seen);
        seen.insert(seen.end(), claims.begin(), claims.end());
        REQUIRE(rootsOf(seen) == rootsOf(set));
    }
}

TEST_CASE("what splits take back might as well never have been claimed") {
    std::size_t taken_back = 0;
    for (unsigned seed = 0; seed < kRandomSets; ++seed) {
        CAPTURE(seed);
        std::mt19937_64 random(seed);
        const auto set = randomClaims(random);
        const auto verdicts = verdictsOf(set);
        std::vector<Claim> left;
        std::vector<std::string> verdicts_left;
        for (std::size_t i = 0; i < verdicts.size(); ++i) {
            if (verdicts[i] == "split") {
                ++taken_back;
            } else if (set.claims()[i].kind != ClaimKind::kSplit) {
                left.push_back(set.claims()[i]);
                verdicts_left.push_back(verdicts[i]);
            }
        }
        REQUIRE(rootsOf(left) == rootsOf(set));
        REQUIRE(verdictsOf(left) == verdicts_left);
    }
    CHECK(taken_back > kRandomSets / 2);
}

TEST_CASE("a root is never owned, and every id of a claim that counts is with its partner") {
    for (unsigned seed = 0; seed < kRandomSets; ++seed) {
        CAPTURE(seed);
        std::mt19937_64 random(seed);
        const auto set = randomClaims(random);
        const auto roots = rootsOf(set);
        const auto verdicts = verdictsOf(set);
        const auto root = [&](std::string_view id) {
            const auto found = roots.find(std::string(id));
            return found == roots.end() ? std::string(id) : found->second;
        };
        for (const auto& entry : roots) {
            REQUIRE(!roots.contains(entry.second));
        }
        for (std::size_t i = 0; i < verdicts.size(); ++i) {
            const auto& claim = set.claims()[i];
            const bool joins = verdicts[i].empty() && claim.kind != ClaimKind::kSplit;
            REQUIRE((!joins || root(claim.source) == root(claim.target)));
        }
    }
}

}  // namespace
}  // namespace identity_tests
