#include "support/catch.h"
#include "unit/identity/claim_set.h"

#include <array>
#include <cctype>

namespace identity_tests {
namespace {

using Verdicts = std::vector<std::string>;

// The list in docs/identity.md, written again here: a forgotten id must fail.
constexpr std::array kIllegal{
    "0",
    "anonymous",
    "anonymous-user",
    "backend",
    "distinct_id",
    "distinctid",
    "email",
    "false",
    "guest",
    "id",
    "nan",
    "nil",
    "none",
    "not_authenticated",
    "null",
    "system",
    "true",
    "undefined",
    "user",
    "[object object]",
    "00000000-0000-0000-0000-000000000000",
    "",
    " ",
};

std::string upper(std::string text) {
    for (auto& c : text) {
        c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
    return text;
}

std::string between(std::string_view before, std::string_view id, std::string_view after) {
    std::string text(before);
    text.append(id).append(after);
    return text;
}

std::vector<std::string> spellings(const std::string& id) {
    return {
        id,
        upper(id),
        between(" ", id, "\t"),
        between("\"", id, "\""),
        between("'", upper(id), "'"),
        between(" '", id, "' "),
    };
}

TEST_CASE("an illegal id, however spelled, refuses plain and forced claims on either side") {
    const auto id = GENERATE(from_range(kIllegal));
    for (const auto& spelling : spellings(id)) {
        CAPTURE(spelling);
        const auto set = ClaimSet()
                             .plain(spelling, "ann", 1)
                             .plain("anon", spelling, 1)
                             .forced(spelling, "ann", 1)
                             .forced("anon", spelling, 1);
        CHECK(rootsOf(set).empty());
        CHECK(verdictsOf(set) == Verdicts(4, "illegal_distinct_id"));
    }
}

TEST_CASE("an illegal id is never identified") {
    CHECK(verdictsOf(ClaimSet().identified("null")) == Verdicts{"illegal_distinct_id"});
}

TEST_CASE("what only looks like an illegal id is legal") {
    for (const auto* id : {"nulls", "\"null", "'null\"", "''null''", "user_1", "00", "nu ll"}) {
        CAPTURE(id);
        CHECK(rootsOf(ClaimSet().plain(id, "ann", 1)) == Roots{{id, "ann"}});
    }
}

TEST_CASE("a refused claim does not take the place of a later one") {
    const auto set = ClaimSet().plain("anon", "null", 1).plain("anon", "ann", 2);
    CHECK(rootsOf(set) == Roots{{"anon", "ann"}});
}

}  // namespace
}  // namespace identity_tests
