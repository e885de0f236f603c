#include "identity/decide_ids.h"
#include "support/catch.h"
#include "unit/identity/claim_set.h"
#include "unit/identity/id_rows.h"

#include <algorithm>

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

// The number of changes, if all are to one root.
std::size_t changesTo(const std::string& root, const ClaimSet& set, std::vector<KnownId> ids) {
    std::mt19937_64 random(kSeed);
    std::ranges::shuffle(ids, random);
    const auto changes = identity_rules::decideIds(mixed(set), ids);
    const bool is_one_root = std::ranges::all_of(changes, [&root](const auto& change) {
        return change.decision.root == root;
    });
    return is_one_root ? changes.size() : 0;
}

TEST_CASE("many new ids are decided at once") {
    const auto set = chain(kMany);
    CHECK(changesTo(numberedId("id", kMany), set, askedIds(set.claims())) == kMany + 1);
}

TEST_CASE("a big person is decided again") {
    auto set = chain(kMany);
    std::vector<KnownId> ids{
        asked(set.claims().back().target), open(set.claims().back().target, "was")};
    for (const auto& claim : set.claims()) {
        ids.push_back(open(claim.source, "was"));
    }
    set.plain(set.claims().back().target, "ann", kMany);
    ids.push_back(asked("ann"));
    CHECK(changesTo("ann", set, ids) == kMany + 2);
}

TEST_CASE("many ids keep their roots while one claim each follows them") {
    const auto set = chain(kMany);
    std::vector<KnownId> ids = askedIds(set.claims());
    for (std::size_t i = 1; i < set.claims().size(); i += 2) {
        ids.push_back(kept(set.claims()[i].source, "ann"));
    }
    ids.push_back(kept(set.claims().back().target, "ann"));
    CHECK(changesTo("ann", set, ids) == kMany / 2);
}

TEST_CASE("of many rows of one id the latest counts") {
    const auto set = ClaimSet().plain("anon", "ann", 1);
    auto ids = askedIds(set.claims());
    for (int i = 1; i < kMany; ++i) {
        ids.push_back(kept("ann", i + 1 == kMany ? "root" : "ann", i));
    }
    CHECK(changesTo("root", set, ids) == 1);
}

}  // namespace
}  // namespace identity_tests
