#include "upkeep/person/person_json.h"

#include "support/catch.h"

TEST_CASE("a person is one JSON object, with the values of properties as JSON") {
    relay::Person person;
    person.person_id = "p";
    person.ids = {{"a\"nn", "", true, "d", "f", "l"}};
    person.claims = {{"v", "ann", "plain", "why", "$identify", "t", "u", "k", "b", "d"}};
    person.properties = {{"plan", R"({"x":1})", "set", "t", "u"}};
    CHECK(
        relay::toJson(person) ==
        R"({"person_id":"p","distinct_id":"a\"nn","ids":[{"distinct_id":"a\"nn","owner":"","is_identified":true,)"
        R"("decided_at":"d","first_seen_at":"f","last_seen_at":"l"}],"claims":[{"source":"v","target":"ann",)"
        R"("kind":"plain","refused":"why","event":"$identify","timestamp":"t","uuid":"u","api_key":"k","batch_id":"b",)"
        R"("decided_at":"d"}],"properties":[{"key":"plan","value":{"x":1},"kind":"set","timestamp":"t","uuid":"u"}]})"
    );
}

TEST_CASE("without claims and properties the lists are empty") {
    relay::Person person;
    person.ids.emplace_back();
    const auto json = relay::toJson(person);
    CHECK(json.ends_with(R"("claims":[],"properties":[]})"));
}
