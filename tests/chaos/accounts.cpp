#include "accounts.h"

#include "integration/identity/reference.h"

#include <algorithm>
#include <map>
#include <set>

namespace chaos {

namespace {

using Counts = std::map<std::string, std::size_t>;  // rows by uuid

Counts countRows(const test_support::Stack& stack, const std::string& uuid_and_table) {
    Counts counts;
    for (const auto& row : stack.query("SELECT " + uuid_and_table)) {
        ++counts[row.at(0).value()];
    }
    return counts;
}

std::size_t of(const Counts& counts, const std::string& uuid) {
    const auto found = counts.find(uuid);
    return found == counts.end() ? 0 : found->second;
}

// Tells the first of the uuids that have a problem, and how many they are.
class Problem {
public:
    explicit Problem(std::string name) : name_(std::move(name)) {}

    void add(bool is_one, const std::string& what) {
        if (is_one && count_++ == 0) {
            first_ = what;
        }
    }

    void tell(std::vector<std::string>& problems) const {
        if (count_ > 0) {
            problems.push_back(std::to_string(count_) + " " + name_ + ", the first is " + first_);
        }
    }

private:
    std::string name_;
    std::size_t count_ = 0;
    std::string first_;
};

void compareRows(
    const test_support::Stack& stack,
    const Batches& batches,
    std::vector<std::string>& problems
) {
    const auto raw = countRows(stack, "JSONExtractString(event, 'uuid') FROM raw_events");
    const auto events = countRows(stack, "toString(uuid) FROM event_log");
    const auto rejects = countRows(stack, "JSONExtractString(event, 'uuid') FROM rejected_events");
    Problem lost("acknowledged and not stored");
    Problem doubled("stored more often than sent");
    Problem lacking("raw events without an event");
    Problem copied("events twice");
    Problem unequal("raw events that break a rule with fewer or more rejections");
    for (const auto& batch : batches.all()) {
        for (const auto& uuid : batch.accepted) {
            lost.add(of(raw, uuid) < batch.acknowledged, uuid);
            doubled.add(of(raw, uuid) > batch.sent, uuid);
            lacking.add(of(raw, uuid) > 0 && of(events, uuid) == 0, uuid);
            copied.add(of(events, uuid) > 1, uuid);
        }
        for (const auto& uuid : batch.rejected) {
            lost.add(of(raw, uuid) < batch.acknowledged, uuid);
            doubled.add(of(raw, uuid) > batch.sent, uuid);
            unequal.add(of(raw, uuid) != of(rejects, uuid), uuid);
        }
    }
    for (const auto& problem : {lost, doubled, lacking, copied, unequal}) {
        problem.tell(problems);
    }
    const auto repeated = [&](const std::string& table) {
        const auto count = stack.value("SELECT count() - uniqExact(batch_id, seq) FROM " + table);
        if (count != "0") {
            problems.push_back(count + " rows of " + table + " are there twice");
        }
    };
    repeated("raw_events");
    repeated("rejected_events");
}

// Of what is stored.
identity_tests::Reference makeReference(
    const test_support::Stack& stack,
    const std::vector<identity_tests::HistoricEvent>& history
) {
    const auto raw = countRows(stack, "JSONExtractString(event, 'uuid') FROM raw_events");
    std::vector<identity_tests::HistoricEvent> stored;
    std::ranges::copy_if(history, std::back_inserter(stored), [&](const auto& event) {
        return raw.contains(event.uuid);
    });
    return identity_tests::Reference(stored);
}

std::string describe(const identity_tests::ReferencePerson& person) {
    return person.distinct_id + " " + person.properties + " " +
           std::to_string(person.created_at_ms) + " " + std::to_string(person.last_seen_at_ms) +
           (person.is_identified ? " identified" : " anonymous");
}

void comparePersons(
    const test_support::Stack& stack,
    const identity_tests::Reference& reference,
    std::vector<std::string>& problems
) {
    Problem wrong_ids("ids with another person");
    std::size_t ids = 0;
    for (const auto& row : stack.query("SELECT distinct_id, person_id FROM person_distinct_ids")) {
        ++ids;
        const auto expected = reference.person_ids.find(row.at(0).value());
        wrong_ids.add(
            expected == reference.person_ids.end() || expected->second != row.at(1).value(),
            row.at(0).value()
        );
    }
    wrong_ids.tell(problems);
    if (ids != reference.person_ids.size()) {
        problems.push_back(
            std::to_string(ids) + " ids instead of " + std::to_string(reference.person_ids.size())
        );
    }
    Problem wrong_events("ids whose events have another person");
    for (const auto& row : stack.query("SELECT DISTINCT distinct_id, person_id FROM events")) {
        const auto expected = reference.person_ids.find(row.at(0).value());
        wrong_events.add(
            expected == reference.person_ids.end() || expected->second != row.at(1).value(),
            row.at(0).value()
        );
    }
    wrong_events.tell(problems);
    Problem wrong_persons("persons that differ");
    const auto rows = stack.query(
        "SELECT id, distinct_id, properties, toUnixTimestamp64Milli(created_at), "
        "toUnixTimestamp64Milli(last_seen_at), is_identified FROM persons"
    );
    for (const auto& row : rows) {
        const identity_tests::ReferencePerson actual{
            row.at(1).value(),
            row.at(2).value(),
            std::stoll(row.at(3).value()),
            std::stoll(row.at(4).value()),
            row.at(5).value() == "1"};
        const auto expected = reference.persons.find(row.at(0).value());
        wrong_persons.add(
            expected == reference.persons.end() || expected->second != actual,
            describe(actual) + " instead of " +
                (expected == reference.persons.end() ? "nobody" : describe(expected->second))
        );
    }
    wrong_persons.tell(problems);
    if (rows.size() != reference.persons.size()) {
        problems.push_back(
            std::to_string(rows.size()) + " persons instead of " +
            std::to_string(reference.persons.size())
        );
    }
}

}  // namespace

std::vector<std::string> findProblems(
    const test_support::Stack& stack,
    const Batches& batches,
    const std::vector<identity_tests::HistoricEvent>& history
) {
    auto problems = batches.unexpected();
    stack.query("OPTIMIZE TABLE event_log FINAL");
    compareRows(stack, batches, problems);
    comparePersons(stack, makeReference(stack, history), problems);
    return problems;
}

}  // namespace chaos
