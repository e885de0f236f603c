#include "identity/decide_ids.h"

#include "support/catch.h"
#include "unit/identity/id_rows.h"

#include <algorithm>
#include <limits>

namespace identity_tests {
namespace {

using Changes = std::vector<std::string>;
using Ids = std::vector<KnownId>;

// "id → root", with " by owner" where a plain claim is in force, and " identified".
std::string textOf(const identity_rules::Decision& decision) {
    std::string text(decision.id);
    text.append(" → ").append(decision.root);
    text.append(decision.owner.empty() ? "" : " by ").append(decision.owner);
    return text.append(decision.is_identified ? " identified" : "");
}

Changes changesOf(const ClaimSet& set, const Ids& ids) {
    Changes changes;
    for (const auto& change : identity_rules::decideIds(set.claims(), ids)) {
        changes.push_back(textOf(change.decision));
    }
    return changes;
}

Changes changesOf(const ClaimSet& set) {
    return changesOf(set, askedIds(set.claims()));
}

// As it was decided by a claim of `set`, in an opened person.
KnownId owned(std::string_view id, std::string_view owner, std::string_view root, int time) {
    auto row = open(id, root);
    row.decision.owner = owner;
    row.decision.claimed_at_us = time;
    row.decision.changed_at_us = time;
    return row;
}

KnownId identified(KnownId row) {
    row.decision.is_identified = true;
    return row;
}

TEST_CASE("nothing is decided about no ids") {
    CHECK(changesOf(ClaimSet().plain("anon", "ann", 1), Ids{}).empty());
    CHECK(changesOf(ClaimSet(), Ids{}).empty());
}

TEST_CASE("an id that no claim is about is its own person") {
    CHECK(changesOf(ClaimSet(), Ids{asked("a"), asked("a")}) == Changes{"a → a"});
}

TEST_CASE("new ids are decided together, along chains and cycles") {
    const auto chain = ClaimSet().plain("a", "b", 1).plain("b", "c", 2);
    CHECK(changesOf(chain) == Changes{"a → c by b", "b → c by c", "c → c"});
    const auto cycle = ClaimSet().plain("y", "x", 1).plain("x", "y", 2);
    CHECK(changesOf(cycle) == Changes{"x → x by y", "y → x by x"});
}

TEST_CASE("a decision says what claim is in force, and when the latest one was") {
    const auto set = ClaimSet().plain("a", "b", 5, 1).plain("a", "c", 4, 2).forced("a", "b", 7);
    const auto changes = identity_rules::decideIds(set.claims(), askedIds(set.claims()));
    REQUIRE(changes.size() == 3);
    const auto& [decision, decided_before] = changes[0];
    CHECK(textOf(decision) == "a → b by c");
    CHECK(decision.claimed_at_us == 4);
    CHECK(decision.claim_uuid == numberedUuid(2));
    CHECK(decision.changed_at_us == 7);
    CHECK(decided_before == 0);
}

TEST_CASE("a new source takes the root of a target that keeps its own") {
    const auto set = ClaimSet().plain("anon", "ann", 1);
    const Ids ids{asked("anon"), asked("ann"), kept("ann", "root")};
    CHECK(changesOf(set, ids) == Changes{"anon → root by ann"});
}

TEST_CASE("what is decided already is no change") {
    const auto set = ClaimSet().plain("anon", "ann", 1);
    CHECK(changesOf(set, {owned("anon", "ann", "ann", 1), open("ann", "ann")}).empty());
    CHECK(changesOf(set, {kept("anon", "ann"), asked("anon"), open("ann", "ann")}).empty());
}

TEST_CASE("an id that keeps its root is not decided about, whatever it claims") {
    const auto set = ClaimSet().plain("ann", "bob", 1).identified("ann");
    const Ids ids{asked("ann"), kept("ann", "ann"), asked("bob")};
    CHECK(changesOf(set, ids) == Changes{"bob → bob"});
}

TEST_CASE("an earlier claim takes its source over, with all that follows it") {
    const auto set =
        ClaimSet().plain("tip", "anon", 1).plain("anon", "bob", 5).plain("anon", "ann", 3);
    const Ids ids{
        asked("anon"),
        asked("ann"),
        kept("ann", "ann-root"),
        owned("anon", "bob", "bob", 5),
        owned("tip", "anon", "bob", 1),
        open("bob", "bob")};
    const Changes expected{"anon → ann-root by ann", "bob → bob", "tip → ann-root by anon"};
    CHECK(changesOf(set, ids) == expected);
}

TEST_CASE("a known user leaves with those that follow it") {
    const auto set = ClaimSet().plain("anon", "ann", 1).plain("ann", "bob", 2).identified("ann");
    const Ids ids{
        asked("ann"),
        owned("ann", "bob", "bob", 2),
        owned("anon", "ann", "bob", 1),
        open("bob", "bob")};
    const Changes expected{"ann → ann identified", "anon → ann by ann", "bob → bob"};
    CHECK(changesOf(set, ids) == expected);
}

TEST_CASE("a root that ids leave is among the changes, one that they join is not") {
    const auto set = ClaimSet().forced("bob", "ann", 1);
    const Ids ids{
        asked("ann"), asked("bob"), open("ann", "ann"), open("bob", "bob"), open("phone", "bob")};
    // phone claims nothing, so it leaves, too; for ann nothing changes.
    CHECK(changesOf(set, ids) == Changes{"bob → ann", "phone → phone"});
    const Ids left{open("phone", "bob"), open("bob", "bob")};
    CHECK(changesOf(ClaimSet(), left) == Changes{"bob → bob", "phone → phone"});
}

TEST_CASE("a forced claim joins opened persons, known users, too") {
    const auto set = ClaimSet()
                         .plain("phone", "bob", 1)
                         .identified("bob")
                         .identified("ann")
                         .forced("bob", "ann", 2);
    const Ids ids{
        asked("ann"),
        asked("bob"),
        identified(open("ann", "ann")),
        identified(open("bob", "bob")),
        owned("phone", "bob", "bob", 1)};
    CHECK(changesOf(set, ids) == Changes{"bob → ann identified", "phone → ann by bob"});
}

TEST_CASE("nothing is decided about a person that takes along an id of a person that is not open") {
    // By force bob ends under ann, and with it whoever bob's own person is.
    const auto set = ClaimSet().forced("bob", "ann", 1).plain("new", "other", 1);
    const Ids ids{
        asked("ann"),
        open("ann", "ann"),
        asked("bob"),
        kept("bob", "root"),
        asked("new"),
        asked("other")};
    CHECK(changesOf(set, ids) == Changes{"new → other by other", "other → other"});
    const auto joined = ClaimSet().plain("p", "bob", 5).forced("p", "q", 1);
    const Ids partial{asked("p"), open("p", "q"), open("q", "q"), asked("bob"), kept("bob", "bob")};
    CHECK(changesOf(joined, partial).empty());
}

TEST_CASE("an id follows its claim to a target that is not asked about") {
    const auto set = ClaimSet().plain("anon", "elsewhere", 1).plain("anon", "ann", 2);
    const Changes expected{"ann → ann", "anon → elsewhere by elsewhere"};
    CHECK(changesOf(set, {asked("anon"), asked("ann")}) == expected);
}

// It moved into the person while the claims were read already.
TEST_CASE("an open id with a claim in force keeps its root where none of its claims is given") {
    const auto set = ClaimSet().plain("tip", "anon", 1);
    const Ids ids{
        owned("tip", "anon", "anon", 1),
        owned("anon", "ann", "ann", 2),
        identified(open("ann", "ann"))};
    CHECK(changesOf(set, ids) == Changes{"tip → ann by anon"});
    const auto again = ClaimSet().plain("tip", "anon", 1).plain("anon", "anon", 0);
    CHECK(changesOf(again, ids) == Changes{"anon → anon"});
}

TEST_CASE("a claim of an id that is not asked about does not count") {
    CHECK(changesOf(ClaimSet().plain("ann", "bob", 1), {asked("bob")}) == Changes{"bob → bob"});
}

TEST_CASE("of several rows of an id the latest one counts, and a row that asks about it never") {
    const auto set = ClaimSet().plain("anon", "ann", 1);
    const Ids ids{
        asked("anon"),
        kept("ann", "later", 3),
        asked("ann"),
        kept("ann", "early", 2),
        kept("ann", "first", 1)};
    CHECK(changesOf(set, ids) == Changes{"anon → later by ann"});
    CHECK(
        identity_rules::decideIds({}, Ids{open("a", "b", 2), open("a", "c", 9)})[0]
            .decided_before_us == 9
    );
}

TEST_CASE("an id that an outdated row calls one of an opened person is left alone") {
    const auto set =
        ClaimSet().plain("anon", "bob", 1).plain("anon", "ann", 2).forced("bob", "ann", 1);
    const Ids ids{
        asked("bob"),
        open("bob", "bob"),
        open("anon", "bob", 1),
        kept("anon", "elsewhere", 2),
        asked("ann"),
        open("ann", "ann")};
    CHECK(changesOf(set, ids) == Changes{"bob → ann"});
}

TEST_CASE("rows of one moment count in the same way whatever their order") {
    const auto set = ClaimSet().plain("anon", "ann", 1);
    Ids ids{asked("anon"), asked("ann"), kept("ann", "x"), kept("ann", "y"), open("ann", "z")};
    const auto expected = changesOf(set, ids);
    std::mt19937_64 random(3);
    for (int i = 0; i < 50; ++i) {
        std::ranges::shuffle(ids, random);
        REQUIRE(changesOf(set, ids) == expected);
    }
}

TEST_CASE("roots that contradict each other are an answer, too") {
    const auto set = ClaimSet().plain("new", "a", 1).plain("null", "null", 1).identified("");
    const Ids ids{
        asked("new"), asked("a"), kept("a", "b"), asked("b"), kept("b", "a"), kept("null", "")};
    CHECK(changesOf(set, ids).empty());
    constexpr auto kEarliest = std::numeric_limits<std::int64_t>::min();
    auto early = open("a", "");
    early.decided_at_us = kEarliest;
    CHECK(changesOf(set, {early}) == Changes{"a → a"});
}

TEST_CASE("a split takes its source out, with the ids that hang on it, and is no claim in force") {
    const auto set =
        ClaimSet().plain("tip", "anon", 1).plain("anon", "ann", 3).split("anon", "", 7);
    const Ids ids{
        asked("anon"),
        owned("tip", "anon", "ann", 1),
        owned("anon", "ann", "ann", 3),
        open("ann", "ann")};
    CHECK(changesOf(set, ids) == Changes{"ann → ann", "anon → anon", "tip → anon by anon"});
    CHECK(identity_rules::decideIds(set.claims(), ids).at(1).decision.changed_at_us == 0);
}

}  // namespace
}  // namespace identity_tests
