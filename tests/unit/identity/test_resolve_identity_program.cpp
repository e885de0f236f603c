#include "identity/rules_version.h"
#include "support/catch.h"
#include "support/child_process.h"
#include "unit/identity/claim_bytes.h"
#include "unit/identity/output_rows.h"

#include <algorithm>

namespace identity_tests {
namespace {

using Rows = std::vector<std::string>;
using namespace std::string_view_literals;

test_support::ProcessResult runResolveIdentity(std::string_view input) {
    return test_support::runProcess({RESOLVE_IDENTITY_BINARY}, input);
}

// anon belongs to ann, 1 s after the epoch, uuid 01020304-0506-0708-090a-0b0c0d0e0f10, byte by byte
// as ClickHouse sends it.
constexpr auto kClaim =
    "\x05plain\x04"
    "anon\x03"
    "ann"
    "\x40\x42\x0F\0\0\0\0\0"
    "\x08\x07\x06\x05\x04\x03\x02\x01\x10\x0F\x0E\x0D\x0C\x0B\x0A\x09"sv;

// A chunk of one row, of that claim.
const auto kInput = "1\n\x01" + std::string(kClaim);

std::string chunk(const std::vector<std::string>& rows) {
    auto bytes = std::to_string(rows.size()) + "\n";
    for (const auto& row : rows) {
        bytes += row;
    }
    return bytes;
}

OutputRows resolve(const ClaimSet& set) {
    return outputRows(runResolveIdentity(chunk({claimArray(set.claims())})).output);
}

TEST_CASE("resolve_identity writes the bytes that ClickHouse reads") {
    const auto result = runResolveIdentity(kInput);
    CHECK(result.exit_code == 0);
    CHECK(result.errors.empty());
    constexpr auto kAnnsUuid = "\x83\x55\x3d\xfb\xa9\xb9\x4c\x74\x19\xd8\xb4\xe9\xec\xa3\x4e\xb4"sv;
    constexpr auto kAnonsUuid =
        "\xd6\x54\x5a\x71\xb1\x8f\x51\x61\x7b\xac\x40\x78\x2a\xa3\xac\x98"sv;
    constexpr auto kClaimUuid =
        "\x08\x07\x06\x05\x04\x03\x02\x01\x10\x0F\x0E\x0D\x0C\x0B\x0A\x09"sv;
    std::string expected(
        "\x02\x03"
        "ann"
    );
    expected.append(kAnnsUuid).append(kAnnsUuid);
    expected.append(1 + 8 + 16 + 1 + 1, '\0');
    expected
        .append(
            "\x04"
            "anon"
        )
        .append(kAnonsUuid);
    expected.append(kAnnsUuid)
        .append(
            "\x03"
            "ann"
            "\x40\x42\x0F\0\0\0\0\0"sv
        )
        .append(kClaimUuid);
    expected
        .append(
            "\0\x01\x05plain\x03"
            "ann"sv
        )
        .append(kClaimUuid)
        .append(1, '\0');
    CHECK(result.output == expected);
}

TEST_CASE("resolve_identity answers no claims with no ids, and nothing with nothing") {
    CHECK(runResolveIdentity("1\n\0"sv).output == "\0"sv);
    for (const auto nothing : {""sv, "0\n"sv}) {
        const auto result = runResolveIdentity(nothing);
        CHECK(result.exit_code == 0);
        CHECK(result.output.empty());
        CHECK(result.errors.empty());
    }
}

TEST_CASE("resolve_identity answers each row of each chunk by itself") {
    const auto first = claimArray(ClaimSet().plain("a", "b", 1).claims());
    const auto second = claimArray(ClaimSet().plain("b", "c", 1).claims());
    const auto result = runResolveIdentity(chunk({first, second}) + chunk({first}));
    CHECK(result.exit_code == 0);
    OutputReader reader(result.output);
    const auto first_ids = readRows(reader).ids;
    const auto second_ids = readRows(reader).ids;
    CHECK(first_ids == resolve(ClaimSet().plain("a", "b", 1)).ids);
    CHECK(second_ids == resolve(ClaimSet().plain("b", "c", 1)).ids);
    CHECK(readRows(reader).ids == first_ids);
    CHECK(reader.isAtEnd());
}

TEST_CASE(
    "resolve_identity writes a row for every id, sorted, with its person and the claim in force"
) {
    const auto set = ClaimSet()
                         .plain("z", "ann", 1)
                         .plain("b", "z", 1, 7)
                         .plain("a\n", "ann", 1)
                         .identified("ann", 2);
    const std::string ann = " → 744cb9a9-fb3d-5583-b44e-a3ece9b4d819";
    const Rows expected{
        "a\n" + ann + " ann 1 00",
        "ann" + ann + " identified",
        "b" + ann + " z 1 07",
        "z" + ann + " ann 1 00"};
    CHECK(resolve(set).ids == expected);
}

TEST_CASE("resolve_identity writes the person of an id that only its root's merge moved") {
    const auto set = ClaimSet().plain("a", "r", 1).forced("a", "ann", 2);
    const auto rows = resolve(set);
    const std::string ann = " → 744cb9a9-fb3d-5583-b44e-a3ece9b4d819";
    CHECK(rows.ids == Rows{"a" + ann + " r 1 00", "ann" + ann, "r" + ann});
}

TEST_CASE("resolve_identity writes every claim once, with its verdict, sorted") {
    const auto set = ClaimSet()
                         .plain("x", "bob", 2)
                         .plain("x", "ann", 1, 7)
                         .plain("x", "bob", 2)
                         .identified("ann", -3)
                         .plain("ann", "bob", 1)
                         .forced("user", "ann", 1);
    const Rows expected{
        "identified ann ann 00 ",
        "plain ann bob 00 source_is_identified",
        "forced user ann 00 illegal_distinct_id",
        "plain x ann 07 ",
        "plain x bob 00 source_has_owner",
    };
    CHECK(resolve(set).verdicts == expected);
}

TEST_CASE("resolve_identity answers the same whatever the order of its input") {
    std::mt19937_64 random(5);
    ClaimSet set;
    for (int i = 0; i < 1000; ++i) {
        set.plain(numberedId("a", i % 300), numberedId("b", i % 70), i % 11, i % 3);
        set.forced(numberedId("b", i % 70), numberedId("a", i % 9), i % 13);
    }
    const auto mixed = chunk({claimArray(shuffled(set.claims(), random))});
    const auto output = runResolveIdentity(chunk({claimArray(set.claims())})).output;
    CHECK(!output.empty());
    CHECK(runResolveIdentity(mixed).output == output);
}

TEST_CASE("resolve_identity says nothing but an error when its input breaks off anywhere") {
    const auto complete = "1\n\x02" + std::string(kClaim) + std::string(kClaim);
    for (std::size_t size = 1; size < complete.size(); ++size) {
        CAPTURE(size);
        const auto result = runResolveIdentity(complete.substr(0, size));
        CHECK(result.exit_code == 1);
        CHECK(result.output.empty());
        CHECK(result.errors.starts_with("resolve_identity: "));
    }
}

TEST_CASE("resolve_identity refuses what are no claims") {
    auto unknown_kind = std::string(kClaim);
    unknown_kind[5] = 'm';
    const auto unknown = runResolveIdentity("1\n\x02" + std::string(kClaim) + unknown_kind);
    CHECK(unknown.exit_code == 1);
    CHECK(unknown.output.empty());
    CHECK(unknown.errors == "resolve_identity: unknown kind of claim: plaim\n");

    const auto garbage = runResolveIdentity(std::string(1000, '\xFF'));
    CHECK(garbage.exit_code == 1);
    CHECK(garbage.output.empty());
}

TEST_CASE("resolve_identity tells the version of its rules") {
    const auto result = test_support::runProcess({RESOLVE_IDENTITY_BINARY, "--version"}, "");
    CHECK(result.exit_code == 0);
    CHECK(result.output == std::to_string(identity_rules::kRulesVersion) + "\n");
}

TEST_CASE("resolve_identity takes more claims than a pipe holds, and answers as many ids") {
    ClaimSet set;
    for (int i = 0; i < 100'000; ++i) {
        set.plain(numberedId("anonymous-", i), "ann", i);
    }
    const auto rows = resolve(set).ids;
    CHECK(rows.size() == 100'001);
    CHECK(std::ranges::is_sorted(rows));
}

}  // namespace
}  // namespace identity_tests
