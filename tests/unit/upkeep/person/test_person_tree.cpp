#include "upkeep/person/person_tree.h"

#include "support/catch.h"

#include <algorithm>
#include <cstddef>
#include <sstream>
#include <string>

namespace {

const std::string kTime = "2026-01-05 10:00:00.123456";
const std::string kNil = "00000000-0000-0000-0000-000000000000";

relay::PersonId makeId(const std::string& id, const std::string& owner) {
    return {id, owner, owner.empty(), kTime, kTime, kTime};
}

relay::PersonClaim
makeClaim(const std::string& source, const std::string& target, const std::string& refused = "") {
    return {
        source, target, "plain", refused, "$identify", kTime, "uuid-1", "key", "batch-1", kTime};
}

// In columns: bytes that begin a character.
std::ptrdiff_t widest(const std::string& text) {
    std::ptrdiff_t most = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        most = std::max(most, std::count_if(line.begin(), line.end(), [](char c) {
                            return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
                        }));
    }
    return most;
}

}  // namespace

TEST_CASE("each id stands under its owner, with the event that claimed so") {
    relay::Person person;
    person.person_id = "p";
    person.ids = {
        makeId("ann", ""), makeId("phone", "ann"), makeId("old", "phone"), makeId("tv", "ann")};
    person.claims = {makeClaim("phone", "ann"), makeClaim("old", "phone"), makeClaim("tv", "ann")};
    person.claims[1].batch_id = kNil;
    person.claims[1].event.clear();
    person.claims[1].api_key.clear();
    CHECK(drawPerson(person) == R"(ann
  person p
  known user, first seen 2026-01-05 10:00:00, last 2026-01-05 10:00:00
├─ phone
│    belongs to ann
│      $identify of 2026-01-05 10:00:00
│      key   key
│      uuid  uuid-1
│      batch batch-1
│    decided 2026-01-05 10:00:00
│    first seen 2026-01-05 10:00:00, last 2026-01-05 10:00:00
│  └─ old
│       belongs to phone
│         an event of 2026-01-05 10:00:00
│         uuid  uuid-1
│       decided 2026-01-05 10:00:00
│       first seen 2026-01-05 10:00:00, last 2026-01-05 10:00:00
└─ tv
     belongs to ann
       $identify of 2026-01-05 10:00:00
       key   key
       uuid  uuid-1
       batch batch-1
     decided 2026-01-05 10:00:00
     first seen 2026-01-05 10:00:00, last 2026-01-05 10:00:00
)");
}

TEST_CASE(
    "claims that do not count are named with the reason, properties with the event that set them"
) {
    relay::Person person;
    person.ids = {makeId("ann", "")};
    person.claims = {makeClaim("phone", "ann", "source_has_owner")};
    person.properties = {
        {"plan", "\"paid\"", "set", kTime, "uuid-2"}, {"src", "1", "", kTime, "uuid-3"}};
    const auto text = drawPerson(person);
    CHECK(
        text.find("\nClaims that do not count:\n  phone to ann\n    source_has_owner\n") !=
        std::string::npos
    );
    CHECK(text.ends_with(
        "\nProperties:\n  plan = \"paid\"\n    $set by uuid-2 of 2026-01-05 10:00:00\n"
        "  src = 1\n    a later value is being folded\n"
    ));
}

TEST_CASE("what a forced claim joined stands under the root") {
    relay::Person person;
    person.ids = {makeId("ann", ""), makeId("cid", "")};
    person.claims = {makeClaim("cid", "ann")};
    person.claims[0].kind = "forced";
    const auto text = drawPerson(person);
    CHECK(text.find("└─ cid\n     forced into ann\n       $identify of") != std::string::npos);
}

TEST_CASE("a ring is drawn once, and says that the root belongs to it") {
    relay::Person person;
    person.ids = {makeId("a", "b"), makeId("b", "c"), makeId("c", "a")};
    person.claims = {makeClaim("a", "b"), makeClaim("b", "c"), makeClaim("c", "a")};
    const auto text = drawPerson(person);
    CHECK(text.find("  belongs to b\n") != std::string::npos);
    CHECK(text.find("└─ c\n") != std::string::npos);
    CHECK(text.find("   └─ b\n") != std::string::npos);
}

TEST_CASE("a long chain is drawn whole, and no deeper than a terminal is wide") {
    constexpr int kLength = 20'000;
    relay::Person person;
    person.ids = {makeId("0", "")};
    for (int i = 1; i < kLength; ++i) {
        person.ids.push_back(makeId(std::to_string(i), std::to_string(i - 1)));
    }
    const auto text = drawPerson(person);
    CHECK(std::count(text.begin(), text.end(), '\n') == 2 * kLength + 1);
    CHECK(text.size() < std::size_t{200} * kLength);
}

TEST_CASE("ids and keys as long as those of SDKs fit a terminal") {
    const auto id = [](int n) { return "01a22826-cfa1-7b83-9b78-7aacebbf7d" + std::to_string(n); };
    const std::string uuid = id(99);
    relay::Person person;
    person.person_id = uuid;
    person.ids = {makeId(id(10), "")};
    for (int i = 11; i < 20; ++i) {
        person.ids.push_back(makeId(id(i), id(i - 1)));
        person.claims.push_back(
            makeClaim(id(i), id(i - 1), i % 2 == 0 ? "" : "source_is_identified")
        );
        person.claims.push_back(makeClaim(id(i), id(i - 1)));
    }
    person.claims[1].event = "$merge_dangerously";
    for (auto& claim : person.claims) {
        claim.uuid = uuid;
        claim.batch_id = uuid;
        claim.api_key = "phc_" + std::string(43, 'k');
    }
    person.properties = {{"plan", "1", "set_once", kTime, uuid}};
    CHECK(widest(drawPerson(person)) <= 80);
}

TEST_CASE("control characters of clients do not reach the terminal") {
    relay::Person person;
    person.ids = {makeId(
        "a\x1b[2J\xC2\x9B"
        "b",
        ""
    )};
    person.claims = {makeClaim(
        "a\x1b[2J\xC2\x9B"
        "b",
        "ann",
        "split"
    )};
    person.claims[0].event = "e\x1b[2J";
    person.claims[0].api_key = "k\xC2\x9B";
    const auto text = drawPerson(person);
    CHECK(text.starts_with("a [2J b\n  person"));
    CHECK(text.find("e [2J of ") != std::string::npos);
    CHECK(text.find("key   k \n") != std::string::npos);
}

TEST_CASE("a split stands by itself, with what it is from") {
    relay::Person person;
    person.ids = {makeId("phone", "")};
    person.claims = {
        makeClaim("phone", "ann", "split"), makeClaim("phone", ""), makeClaim("phone", "bob")};
    for (const std::size_t i : {1U, 2U}) {
        person.claims[i].kind = "split";
        person.claims[i].event = "$split";
        person.claims[i].api_key.clear();
    }
    const auto text = drawPerson(person);
    CHECK(text.find("  phone to ann\n    split\n") != std::string::npos);
    CHECK(text.ends_with(R"(
Splits:
  phone from any
    $split of 2026-01-05 10:00:00
    uuid  uuid-1
    batch batch-1
  phone from bob
    $split of 2026-01-05 10:00:00
    uuid  uuid-1
    batch batch-1
)"));
    CHECK(text.find("belongs to") == std::string::npos);
}
