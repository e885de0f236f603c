#include "upkeep/person/person_tree.h"

#include "support/catch.h"

#include <algorithm>
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
    CHECK(drawPerson(person) == R"(ann   person p
  known user, first seen 2026-01-05 10:00:00, last 2026-01-05 10:00:00
├─ phone
│    belongs to ann, decided 2026-01-05 10:00:00
│      $identify of 2026-01-05 10:00:00, key key
│      uuid  uuid-1
│      batch batch-1
│    first seen 2026-01-05 10:00:00, last 2026-01-05 10:00:00
│  └─ old
│       belongs to phone, decided 2026-01-05 10:00:00
│         an event of 2026-01-05 10:00:00
│         uuid  uuid-1
│       first seen 2026-01-05 10:00:00, last 2026-01-05 10:00:00
└─ tv
     belongs to ann, decided 2026-01-05 10:00:00
       $identify of 2026-01-05 10:00:00, key key
       uuid  uuid-1
       batch batch-1
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
        text.find("\nClaims that do not count:\n  phone to ann: source_has_owner\n") !=
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
    CHECK(text.find("└─ cid\n     forced into ann, decided") != std::string::npos);
}

TEST_CASE("a ring is drawn once, and says that the root belongs to it") {
    relay::Person person;
    person.ids = {makeId("a", "b"), makeId("b", "c"), makeId("c", "a")};
    person.claims = {makeClaim("a", "b"), makeClaim("b", "c"), makeClaim("c", "a")};
    const auto text = drawPerson(person);
    CHECK(text.find("  belongs to b, decided") != std::string::npos);
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
    CHECK(std::count(text.begin(), text.end(), '\n') == 2 * kLength);
    CHECK(text.size() < std::size_t{200} * kLength);
}

TEST_CASE("control characters of an id do not reach the terminal") {
    relay::Person person;
    person.ids = {makeId("a\x1b[2Jb", "")};
    CHECK(drawPerson(person).starts_with("a?[2Jb   person"));
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
    CHECK(text.find("  phone to ann: split\n") != std::string::npos);
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
