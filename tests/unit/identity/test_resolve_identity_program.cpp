#include "identity/rules_version.h"
#include "support/catch.h"
#include "support/child_process.h"
#include "unit/identity/argument_bytes.h"
#include "unit/identity/id_rows.h"
#include "unit/identity/output_rows.h"

#include <algorithm>

namespace identity_tests {
namespace {

using Rows = std::vector<std::string>;
using namespace std::string_view_literals;

test_support::ProcessResult runResolveIdentity(std::string_view input) {
    return test_support::runProcess({RESOLVE_IDENTITY_BINARY}, input);
}

constexpr auto kUuid = "\x08\x07\x06\x05\x04\x03\x02\x01\x10\x0F\x0E\x0D\x0C\x0B\x0A\x09"sv;
constexpr auto kNilUuid = "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"sv;
constexpr auto kEpoch = "\0\0\0\0\0\0\0\0"sv;
constexpr auto kSecond = "\x40\x42\x0F\0\0\0\0\0"sv;      // 1 s after the epoch
constexpr auto kTwoSeconds = "\x80\x84\x1E\0\0\0\0\0"sv;  // 2 s after it

std::string concat(std::initializer_list<std::string_view> parts) {
    std::string bytes;
    for (const auto part : parts) {
        bytes.append(part);
    }
    return bytes;
}

// anon belongs to ann, 1 s after the epoch, uuid 01020304-0506-0708-090a-0b0c0d0e0f10, byte by byte
// as ClickHouse sends it.
const auto kClaim = concat({"\x05plain\x04"sv, "anon\x03"sv, "ann"sv, kSecond, kUuid});
// anon was its own person, as decided 2 s after the epoch, and is open; ann is asked about.
const auto kAnon = concat(
    {"\x04"sv, "anon\x04"sv, "anon\0"sv, kEpoch, kNilUuid, "\0"sv, kEpoch, kTwoSeconds, "\x01"sv}
);
const auto kAnn = concat({"\x03"sv, "ann\0\0"sv, kEpoch, kNilUuid, "\0"sv, kEpoch, kEpoch, "\0"sv});
const auto kRow = concat({"\x01"sv, kClaim, "\x02"sv, kAnon, kAnn});

std::string chunk(const std::vector<std::string>& rows) {
    auto bytes = std::to_string(rows.size()) + "\n";
    for (const auto& row : rows) {
        bytes += row;
    }
    return bytes;
}

// Asks about all ids of the claims.
std::string askingBytes(const ClaimSet& set) {
    return argumentBytes(set.claims(), askedIds(set.claims()));
}

Rows resolve(const ClaimSet& set, const std::vector<KnownId>& ids) {
    return outputChanges(runResolveIdentity(chunk({argumentBytes(set.claims(), ids)})).output);
}

Rows resolve(const ClaimSet& set) {
    return resolve(set, askedIds(set.claims()));
}

TEST_CASE("resolve_identity writes the bytes that ClickHouse reads") {
    const auto result = runResolveIdentity(chunk({kRow}));
    CHECK(result.exit_code == 0);
    CHECK(result.errors.empty());
    constexpr auto kAnnsUuid = "\x83\x55\x3d\xfb\xa9\xb9\x4c\x74\x19\xd8\xb4\xe9\xec\xa3\x4e\xb4"sv;
    constexpr auto kAnonsUuid =
        "\xd6\x54\x5a\x71\xb1\x8f\x51\x61\x7b\xac\x40\x78\x2a\xa3\xac\x98"sv;
    const auto ann = concat({"\x03"sv, "ann"sv, kAnnsUuid});
    const auto anon = concat({"\x04"sv, "anon"sv, kAnonsUuid});
    const auto expected = concat(
        {"\x02"sv,
         ann,
         ann,
         "\0"sv,
         kEpoch,
         kNilUuid,
         "\0"sv,
         kEpoch,
         kEpoch,
         anon,
         ann,
         "\x03"sv,
         "ann"sv,
         kSecond,
         kUuid,
         "\0"sv,
         kSecond,
         kTwoSeconds}
    );
    CHECK(result.output == expected);
}

TEST_CASE("resolve_identity answers no ids with no changes, and nothing with nothing") {
    CHECK(runResolveIdentity("1\n\0\0"sv).output == "\0"sv);
    CHECK(runResolveIdentity(concat({"1\n\x01"sv, kClaim, "\0"sv})).output == "\0"sv);
    for (const auto nothing : {""sv, "0\n"sv}) {
        const auto result = runResolveIdentity(nothing);
        CHECK(result.exit_code == 0);
        CHECK(result.output.empty());
        CHECK(result.errors.empty());
    }
}

TEST_CASE("resolve_identity answers each row of each chunk by itself") {
    const auto first = ClaimSet().plain("a", "b", 1);
    const auto second = ClaimSet().plain("b", "c", 1);
    const auto result = runResolveIdentity(
        chunk({askingBytes(first), askingBytes(second)}) + chunk({askingBytes(first)})
    );
    CHECK(result.exit_code == 0);
    OutputReader reader(result.output);
    const auto first_changes = readChanges(reader);
    const auto second_changes = readChanges(reader);
    CHECK(first_changes == resolve(first));
    CHECK(second_changes == resolve(second));
    CHECK(readChanges(reader) == first_changes);
    CHECK(reader.isAtEnd());
}

TEST_CASE("resolve_identity writes every id, sorted, with its root and the claim in force") {
    const auto set = ClaimSet()
                         .plain("z", "ann", 1)
                         .plain("b", "z", 1, 7)
                         .plain("a\n", "ann", 1)
                         .forced("a\n", "z", 3)
                         .identified("ann", 2);
    const Rows expected{
        "a\n → ann by ann at 1 00, changed at 3, before at 0",
        "ann → ann by  at 0 00 identified, changed at 0, before at 0",
        "b → ann by z at 1 07, changed at 1, before at 0",
        "z → ann by ann at 1 00, changed at 1, before at 0"};
    CHECK(resolve(set) == expected);
}

TEST_CASE("resolve_identity writes what changed only, and when it was decided before") {
    const auto set = ClaimSet().plain("anon", "ann", 5, 9);
    const auto ids = {
        asked("anon"), asked("ann"), open("anon", "anon", 70), kept("ann", "bob", 80)};
    const Rows expected{"anon → bob by ann at 5 09, changed at 5, before at 70"};
    CHECK(resolve(set, ids) == expected);
}

TEST_CASE("resolve_identity answers the same whatever the order of its input") {
    std::mt19937_64 random(5);
    ClaimSet set;
    for (int i = 0; i < 1000; ++i) {
        set.plain(numberedId("a", i % 300), numberedId("b", i % 70), i % 11, i % 3);
        set.forced(numberedId("b", i % 70), numberedId("a", i % 9), i % 13);
    }
    auto ids = randomRows(set, random);
    for (auto& row : ids) {
        row.is_open = true;  // stays so: of those that no claim is about, none is in force
        row.decision.is_identified = false;
        row.decision.changed_at_us = 0;
    }
    const auto rows = argumentBytes(set.claims(), ids);
    std::ranges::shuffle(ids, random);
    const auto mixed = chunk({argumentBytes(shuffled(set.claims(), random), ids)});
    const auto output = runResolveIdentity(chunk({rows})).output;
    CHECK(outputChanges(output).size() > 10);
    CHECK(runResolveIdentity(mixed).output == output);
}

TEST_CASE("resolve_identity says nothing but an error when its input breaks off anywhere") {
    const auto complete = chunk({kRow});
    for (std::size_t size = 1; size < complete.size(); ++size) {
        CAPTURE(size);
        const auto result = runResolveIdentity(complete.substr(0, size));
        CHECK(result.exit_code == 1);
        CHECK(result.output.empty());
        CHECK(result.errors.starts_with("resolve_identity: "));
    }
}

TEST_CASE("resolve_identity refuses what are no claims") {
    auto unknown_kind = kClaim;
    unknown_kind[5] = 'm';
    const auto unknown = runResolveIdentity(chunk({concat({"\x02"sv, kClaim, unknown_kind})}));
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
    const auto changes = resolve(set);
    CHECK(changes.size() == 100'001);
    CHECK(std::ranges::is_sorted(changes));
}

}  // namespace
}  // namespace identity_tests
