#include "support/catch.h"
#include "unit/identity/claim_set.h"

namespace identity_tests {
namespace {

using Verdicts = std::vector<std::string>;

TEST_CASE("no claims make no owned ids") {
    CHECK(rootsOf(ClaimSet()).empty());
    CHECK(verdictsOf(ClaimSet()).empty());
}

TEST_CASE("an anonymous id belongs to the user it became") {
    const auto set = ClaimSet().identified("ann").plain("anon", "ann", 1);
    CHECK(rootsOf(set) == Roots{{"anon", "ann"}});
    CHECK(verdictsOf(set) == Verdicts{"", ""});
}

TEST_CASE("a shared computer keeps its anonymous history with the first user") {
    const auto set = ClaimSet().plain("anon", "bob", 2).plain("anon", "ann", 1);
    CHECK(rootsOf(set) == Roots{{"anon", "ann"}});
    CHECK(verdictsOf(set) == Verdicts{"source_has_owner", ""});
}

TEST_CASE("equal timestamps are told apart by the uuid's bytes, then by the target") {
    const auto by_uuid = ClaimSet().plain("anon", "ann", 1, 200).plain("anon", "bob", 1, 100);
    CHECK(rootsOf(by_uuid) == Roots{{"anon", "bob"}});
    const auto by_target = ClaimSet().plain("anon", "bob", 1, 1).plain("anon", "ann", 1, 1);
    CHECK(rootsOf(by_target) == Roots{{"anon", "ann"}});
}

TEST_CASE("a timestamp before 1970 is earlier than one after") {
    CHECK(rootsOf(ClaimSet().plain("a", "b", 0).plain("a", "c", -1)) == Roots{{"a", "c"}});
}

TEST_CASE("a known user is never merged by a plain claim, whichever arrived first") {
    const auto before = ClaimSet().identified("bob", 9).plain("bob", "ann", 1);
    CHECK(rootsOf(before).empty());
    CHECK(verdictsOf(before) == Verdicts{"", "source_is_identified"});
    const auto after = ClaimSet().plain("bob", "ann", 1).identified("bob", 9);
    CHECK(rootsOf(after).empty());
    CHECK(verdictsOf(after) == Verdicts{"source_is_identified", ""});
}

TEST_CASE("owners are followed to the end") {
    const auto set = ClaimSet().plain("a", "b", 3).plain("b", "c", 2).plain("c", "d", 1);
    CHECK(rootsOf(set) == Roots{{"a", "d"}, {"b", "d"}, {"c", "d"}});
}

TEST_CASE("in a cycle the smallest id is the root") {
    CHECK(rootsOf(ClaimSet().plain("b", "a", 1).plain("a", "b", 2)) == Roots{{"b", "a"}});
    const auto three = ClaimSet().plain("b", "c", 1).plain("c", "a", 2).plain("a", "b", 3);
    CHECK(rootsOf(three) == Roots{{"b", "a"}, {"c", "a"}});
}

TEST_CASE("smallest means bytewise, also above ASCII") {
    CHECK(
        rootsOf(ClaimSet().plain("z", "\xC3\xA4", 1).plain("\xC3\xA4", "z", 2)) ==
        Roots{{"\xC3\xA4", "z"}}
    );
}

TEST_CASE("what leads into a cycle has the cycle's root, even if it is smaller itself") {
    const auto set = ClaimSet()
                         .plain("m", "n", 1)
                         .plain("n", "m", 2)
                         .plain("tail", "n", 3)
                         .plain("a-tip", "tail", 4);
    CHECK(rootsOf(set) == Roots{{"n", "m"}, {"tail", "m"}, {"a-tip", "m"}});
}

TEST_CASE("two known users can be joined by force") {
    const auto set = ClaimSet().identified("ann").identified("bob").forced("bob", "ann", 1);
    CHECK(rootsOf(set) == Roots{{"bob", "ann"}});
    CHECK(verdictsOf(set) == Verdicts{"", "", ""});
}

TEST_CASE("a forced claim joins whole persons, not single ids") {
    const auto set =
        ClaimSet().plain("phone", "ann", 1).plain("laptop", "bob", 2).forced("phone", "laptop", 3);
    CHECK(rootsOf(set) == Roots{{"phone", "bob"}, {"ann", "bob"}, {"laptop", "bob"}});
}

TEST_CASE("of two opposite forced claims the earlier one decides the root") {
    CHECK(rootsOf(ClaimSet().forced("b", "a", 2).forced("a", "b", 1)) == Roots{{"a", "b"}});
    const auto tied = ClaimSet().forced("b", "a", 1, 1).forced("a", "b", 1, 1);
    CHECK(rootsOf(tied) == Roots{{"a", "b"}});
}

TEST_CASE("a forced claim that is repeated later changes nothing") {
    const auto set = ClaimSet().forced("a", "b", 1).forced("b", "c", 2).forced("a", "b", 3);
    CHECK(rootsOf(set) == Roots{{"a", "c"}, {"b", "c"}});
    CHECK(verdictsOf(set) == Verdicts{"", "", ""});
}

TEST_CASE("a forced claim takes a cycle along, and into a cycle") {
    auto set = ClaimSet().plain("x", "y", 1).plain("y", "x", 2);
    CHECK(rootsOf(ClaimSet(set).forced("y", "z", 3)) == Roots{{"x", "z"}, {"y", "z"}});
    CHECK(rootsOf(ClaimSet(set).forced("a", "y", 3)) == Roots{{"y", "x"}, {"a", "x"}});
}

TEST_CASE("plain claims decide before forced ones, whatever their times") {
    const auto set = ClaimSet().forced("a", "b", 1).plain("a", "c", 2);
    CHECK(rootsOf(set) == Roots{{"a", "b"}, {"c", "b"}});
}

TEST_CASE("an id that claims itself is no claim, also if it is illegal") {
    const auto set = ClaimSet().plain("a", "a", 1).forced("null", "null", 1).plain("a", "b", 2);
    CHECK(rootsOf(set) == Roots{{"a", "b"}});
    CHECK(verdictsOf(set) == Verdicts{"not_a_claim", "not_a_claim", ""});
}

TEST_CASE("equal claims count as one and share their verdict") {
    const auto set =
        ClaimSet().plain("a", "b", 1).plain("a", "c", 2).plain("a", "b", 1).plain("a", "c", 2);
    CHECK(rootsOf(set) == Roots{{"a", "b"}});
    CHECK(verdictsOf(set) == Verdicts{"", "source_has_owner", "", "source_has_owner"});
}

TEST_CASE("a split takes back what its source claimed until then, and later claims count again") {
    const auto set = ClaimSet().plain("anon", "ann", 1).forced("anon", "bob", 5);
    auto split = set;
    split.split("anon", "", 5);
    CHECK(rootsOf(split).empty());
    CHECK(verdictsOf(split) == Verdicts{"split", "split", ""});
    split.plain("anon", "cid", 6);
    CHECK(rootsOf(split) == Roots{{"anon", "cid"}});
    auto earlier = set;
    earlier.split("anon", "", 4);
    CHECK(rootsOf(earlier) == Roots{{"anon", "bob"}});
    CHECK(verdictsOf(earlier) == Verdicts{"split", "", ""});
}

TEST_CASE("a split from one target leaves what its source claimed of others") {
    const auto set =
        ClaimSet().plain("anon", "ann", 1).plain("anon", "bob", 2).split("anon", "ann", 9);
    CHECK(rootsOf(set) == Roots{{"anon", "bob"}});
    CHECK(verdictsOf(set) == Verdicts{"split", "", ""});
    CHECK(rootsOf(ClaimSet().plain("anon", "ann", 1).split("anon", "bob", 9)).size() == 1);
    CHECK(rootsOf(ClaimSet().plain("anon", "ann", 1).split("ann", "", 9)).size() == 1);
}

TEST_CASE("of several splits the latest counts, and of a target as of any") {
    const auto set = ClaimSet()
                         .plain("anon", "ann", 5)
                         .split("anon", "ann", 2)
                         .split("anon", "", 4)
                         .split("anon", "ann", 5)
                         .split("anon", "ann", 3);
    CHECK(verdictsOf(set) == Verdicts{"split", "", "", "", ""});
}

TEST_CASE("a known user that is split is one no more, unless it is split from another") {
    const auto set = ClaimSet().plain("ann", "bob", 9).identified("ann", 1);
    auto split = set;
    split.split("ann", "", 5);
    CHECK(rootsOf(split) == Roots{{"ann", "bob"}});
    CHECK(verdictsOf(split) == Verdicts{"", "split", ""});
    auto from = set;
    from.split("ann", "cid", 5);
    CHECK(verdictsOf(from) == Verdicts{"source_is_identified", "", ""});
}

}  // namespace
}  // namespace identity_tests
