#include "erased_person.h"

#include "integration/identity/sender.h"
#include "integration/identity/settled.h"

namespace maintain_tests {

namespace {

using test_support::Stack;

// What tells a row of the person from others.
std::vector<std::string> signs() {
    std::vector<std::string> signs{"gone-", "u002danon", "u0067one"};
    for (const std::string id : {"gone-user", "gone-anon", "gone-alias", "gone-forced"}) {
        signs.push_back(identity_tests::personOf(id));
    }
    return signs;
}

std::string conditionOf(const std::string& row, const std::vector<std::string>& signs) {
    std::string condition;
    for (const auto& sign : signs) {
        condition += (condition.empty() ? "" : " OR ") + std::string("position(") + row + ", '" +
                     sign + "') > 0";
    }
    return condition;
}

// Where copies and parts of rows may or may not be merged yet, what they come to.
const std::vector<std::string> kContents{
    "SELECT * FROM raw_events",
    "SELECT * FROM event_log FINAL",
    "SELECT * FROM event_problems FINAL",
    "SELECT * EXCEPT claimed_at FROM identity_claims FINAL",
    "SELECT own_person_id, key, max(last_set) AS set, max(last_unset) AS unset, "
    "arrayDistinct(groupArraySortedMerge(32)(first_set_once)) AS once, max(last_set_once) AS last "
    "FROM person_properties GROUP BY own_person_id, key",
    "SELECT own_person_id, any(distinct_id) AS id, min(first_seen_at) AS first, max(last_seen_at) "
    "AS last FROM id_activity GROUP BY own_person_id",
    "SELECT * EXCEPT decided_at FROM person_ids FINAL",
    "SELECT * FROM persons",
    "SELECT * FROM person_distinct_ids",
    "SELECT * FROM sessions"};

}  // namespace

void tellOfErasedPerson(const Stack& stack) {
    identity_tests::Sender sender(stack);
    for (const std::string id : {"gone-anon", "gone-alias", "gone-forced", "visitor", "bob", "7"}) {
        sender.page(id);
    }
    sender.identify("gone-anon", "gone-user");
    sender.claim("$create_alias", "gone-alias", "gone-anon");
    sender.claim("$merge_dangerously", "gone-forced", "gone-user");
    sender.identify("visitor", "ann");
    sender.identify("gone-anon", "ann");  // refused, and ann is known by it
    sender.send(
        R"({"event":"e","distinct_id":"gone-alias","$set":{"a":1},"$set_once":{"b":2}},)"
        R"({"event":"e","distinct_id":"ann","$set":{"a":3}},)"
        R"({"event":"e","distinct_id":"\u0067one-user","uuid":"none"},)"
        R"({"event":"e","distinct_id":"bob","uuid":"none"},)"
        R"({"event":"","distinct_id":"gone-user"},{"event":"","distinct_id":"bob"},)"
        R"({"distinct_id" : "gone\u002danon","event":"e","properties":7},)"
        R"({"event":"$identify","distinct_id":"bob","properties":{"$anon_distinct_id":"0"}})"
    );
    sender.send(R"({"event":"","properties":{"$distinct_id":"gone-forced"}})");
}

std::string othersThan(const Stack& stack, const std::vector<std::string>& more_signs) {
    identity_tests::settle(stack);
    auto all_signs = signs();
    all_signs.insert(all_signs.end(), more_signs.begin(), more_signs.end());
    std::string others;
    for (const auto& content : kContents) {
        for (const auto& row : stack.query(
                 "SELECT row FROM (SELECT formatRowNoNewline('JSONEachRow', *) AS row FROM (" +
                 content + ")) WHERE NOT (" + conditionOf("row", all_signs) + ") ORDER BY row"
             )) {
            others += row.at(0).value_or("") + "\n";
        }
    }
    return others;
}

std::string tablesWithErased(const Stack& stack) {
    std::string tables;
    for (const auto& table :
         stack.query("SELECT name FROM system.tables WHERE database = currentDatabase() AND engine "
                     "LIKE '%MergeTree' AND name != 'suppressed_ids' ORDER BY name")) {
        const auto count = stack.value(
            "SELECT count() FROM (SELECT formatRow('JSONEachRow', *) AS row FROM " + *table.at(0) +
            ") WHERE " + conditionOf("row", signs())
        );
        if (count != "0") {
            tables += *table.at(0) + "\n";
        }
    }
    return tables;
}

std::string proof(const Stack& stack, const std::string& output) {
    const auto begin = output.find("\nWITH erased");
    const auto end = output.rfind(';');
    if (begin == std::string::npos || end == std::string::npos) {
        return "no query";
    }
    return stack.value("SELECT sum(rows) FROM (" + output.substr(begin, end - begin) + ")");
}

}  // namespace maintain_tests
