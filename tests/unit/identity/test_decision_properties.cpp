#include "support/catch.h"
#include "unit/identity/random_claims.h"
#include "unit/identity/simulated_tables.h"

#include <algorithm>

namespace identity_tests {
namespace {

constexpr unsigned kRandomSets = 10'000;

bool isDecidedAtOnce(const Claim& claim) {
    return claim.kind != ClaimKind::kForced && claim.kind != ClaimKind::kSplit;
}

std::vector<Claim> splitsOf(std::vector<Claim> claims) {
    std::erase_if(claims, [](const Claim& claim) { return claim.kind != ClaimKind::kSplit; });
    return claims;
}

// In any order.
std::vector<std::vector<Claim>>
batches(std::vector<Claim> claims, int most_claims, std::mt19937_64& random) {
    claims = shuffled(claims, random);
    std::vector<std::vector<Claim>> batches;
    for (std::size_t begin = 0; begin < claims.size();) {
        const auto size = 1 + static_cast<std::size_t>(below(most_claims, random));
        const auto end = std::min(begin + size, claims.size());
        batches.emplace_back(claims.data() + begin, claims.data() + end);
        begin = end;
    }
    return batches;
}

void mergeSometimes(SimulatedTables& tables, std::mt19937_64& random) {
    if (below(2, random) == 0) {
        tables.merge();
    }
}

// Each claim once: one by one, some together, or all at once, as they come.
void resolveAgain(SimulatedTables& tables, std::mt19937_64& random) {
    const std::vector<int> sizes{1, 4, 100};
    const auto most_claims = sizes.at(static_cast<std::size_t>(below(3, random)));
    for (const auto& batch : batches(tables.claims(), most_claims, random)) {
        tables.insert(batch, true);
        mergeSometimes(tables, random);
    }
}

// Neither insert sees what the other decides; each may see the other's claims.
void race(
    SimulatedTables& tables,
    const std::vector<Claim>& first,
    const std::vector<Claim>& second,
    std::mt19937_64& random
) {
    tables.log(first);
    const bool sees_second = below(2, random) == 0;
    if (sees_second) {
        tables.log(second);
    }
    const auto of_first = tables.resolve(first);
    tables.log(second);
    const auto of_second = tables.resolve(second);
    tables.write(of_second);
    tables.write(of_first);
}

TEST_CASE("plain claims are decided at once, after splits too, whatever their order and batches") {
    for (unsigned seed = 0; seed < kRandomSets; ++seed) {
        CAPTURE(seed);
        std::mt19937_64 random(seed);
        const auto set = randomClaims(random);
        SimulatedTables tables;
        tables.insert(splitsOf(set.claims()));
        for (const auto& batch : batches(set.claims(), 4, random)) {
            if (std::ranges::all_of(batch, isDecidedAtOnce)) {
                tables.insert(batch);
                mergeSometimes(tables, random);
                REQUIRE(tables.decided() == decidedBy(tables.claims()));
            }
        }
    }
}

TEST_CASE(
    "forced claims and splits are decided at once but for rare shapes, and those when looked at "
    "again"
) {
    unsigned late = 0;
    for (unsigned seed = 0; seed < kRandomSets; ++seed) {
        CAPTURE(seed);
        std::mt19937_64 random(seed);
        const auto set = randomClaims(random);
        SimulatedTables tables;
        for (const auto& batch : batches(set.claims(), 4, random)) {
            tables.insert(batch);
            mergeSometimes(tables, random);
        }
        late += tables.decided() == decidedBy(tables.claims()) ? 0U : 1U;
        resolveAgain(tables, random);
        REQUIRE(tables.decided() == decidedBy(tables.claims()));
    }
    CHECK(late < kRandomSets / 50);
}

TEST_CASE("inserts that race each other end as all claims say when they are looked at again") {
    unsigned late = 0;
    for (unsigned seed = 0; seed < kRandomSets; ++seed) {
        CAPTURE(seed);
        std::mt19937_64 random(seed);
        const auto set = randomClaims(random);
        const auto pending = batches(set.claims(), 4, random);
        SimulatedTables tables;
        for (std::size_t i = 0; i + 1 < pending.size(); i += 2) {
            race(tables, pending[i], pending[i + 1], random);
            mergeSometimes(tables, random);
        }
        late += tables.decided() == decidedBy(tables.claims()) ? 0U : 1U;
        resolveAgain(tables, random);
        REQUIRE(tables.decided() == decidedBy(tables.claims()));
    }
    CHECK(late > kRandomSets / 50);  // else the races would prove little
}

TEST_CASE("looking again changes nothing that is right") {
    for (unsigned seed = 0; seed < kRandomSets; ++seed) {
        CAPTURE(seed);
        std::mt19937_64 random(seed);
        const auto set = randomClaims(random);
        SimulatedTables tables;
        for (const auto& batch : batches(set.claims(), 4, random)) {
            tables.insert(batch);
        }
        resolveAgain(tables, random);
        for (const auto& claim : tables.claims()) {
            REQUIRE(tables.resolve({claim}, true).empty());
        }
    }
}

}  // namespace
}  // namespace identity_tests
