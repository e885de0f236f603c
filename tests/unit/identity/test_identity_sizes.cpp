#include "support/catch.h"
#include "unit/identity/claim_set.h"

namespace identity_tests {
namespace {

constexpr int kMany = 100'000;
constexpr unsigned kSeed = 8;

ClaimSet chain(int length) {
    ClaimSet set;
    for (int i = 0; i < length; ++i) {
        set.plain(numberedId("id", i), numberedId("id", i + 1), i);
    }
    return set;
}

std::vector<Claim> mixed(const ClaimSet& set) {
    std::mt19937_64 random(kSeed);
    return shuffled(set.claims(), random);
}

bool allHaveRoot(const Roots& roots, const std::string& root) {
    for (const auto& entry : roots) {
        if (entry.second != root) {
            return false;
        }
    }
    return true;
}

TEST_CASE("long chains end at their last id") {
    const int length = GENERATE(64, kMany);
    const auto set = chain(length);
    const auto roots = rootsOf(mixed(set));
    CHECK(roots.size() == static_cast<std::size_t>(length));
    CHECK(allHaveRoot(roots, numberedId("id", length)));
}

TEST_CASE("a star has its center as root") {
    ClaimSet set;
    for (int i = 0; i < kMany; ++i) {
        set.plain(numberedId("id", i), "center", i);
    }
    const auto roots = rootsOf(mixed(set));
    CHECK(roots.size() == kMany);
    CHECK(allHaveRoot(roots, "center"));
}

TEST_CASE("a long cycle with a long tail has the cycle's smallest id as root") {
    auto set = chain(kMany);
    set.plain(numberedId("id", kMany), numberedId("id", kMany / 2), kMany);
    const auto roots = rootsOf(mixed(set));
    CHECK(roots.size() == kMany);
    CHECK(allHaveRoot(roots, numberedId("id", kMany / 2)));
}

TEST_CASE("many forced claims in a row end at the last target") {
    ClaimSet set;
    for (int i = 0; i < kMany; ++i) {
        set.forced(numberedId("id", i), numberedId("id", i + 1), i);
    }
    const auto roots = rootsOf(mixed(set));
    CHECK(roots.size() == kMany);
    CHECK(allHaveRoot(roots, numberedId("id", kMany)));
}

TEST_CASE("big persons are joined by one forced claim") {
    ClaimSet set;
    for (int i = 0; i < kMany; ++i) {
        set.plain(numberedId("id", i), i % 2 == 0 ? "ann" : "bob", i);
    }
    set.forced(numberedId("id", 0), numberedId("id", 1), 0);
    const auto roots = rootsOf(mixed(set));
    CHECK(roots.size() == kMany + 1);
    CHECK(allHaveRoot(roots, "bob"));
}

}  // namespace
}  // namespace identity_tests
