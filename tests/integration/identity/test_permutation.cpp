#include "history.h"
#include "reference.h"
#include "settled.h"
#include "support/catch.h"
#include "support/stack.h"

#include "integration/pipeline/traffic.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <random>

namespace identity_tests {
namespace {

using test_support::Stack;

constexpr std::size_t kPeople = 2'000;
constexpr std::size_t kEventsPerPerson = 10;

// The clock of a device that sends a batch: up to twenty seconds off, which is not corrected (that
// begins at sixty), and another one for each batch, so that copies of an event differ in it.
std::string sentAt(std::size_t batch) {
    constexpr std::chrono::seconds kStep{10};
    const auto off = kStep * (static_cast<int>(batch % 5) - 2);
    const auto time = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now() + off);
    std::tm utc{};
    gmtime_r(&time, &utc);
    char text[32];
    std::strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &utc);
    return text;
}

pipeline::BatchSource inBatches(std::vector<HistoricEvent> events, std::vector<std::size_t> sizes) {
    return [events = std::move(events),
            sizes = std::move(sizes),
            next = std::size_t{0},
            turn = std::size_t{0}]() mutable -> std::optional<pipeline::SyntheticBatch> {
        if (next == events.size()) {
            return std::nullopt;
        }
        pipeline::SyntheticBatch batch;
        const auto end = std::min(events.size(), next + sizes.at(turn++ % sizes.size()));
        for (; next < end; ++next) {
            batch.body += batch.body.empty() ? R"({"api_key":"golden_key","batch":[)" : ",";
            batch.body += events.at(next).json();
            batch.accepted.push_back(events.at(next).uuid);
        }
        batch.body += R"(],"sent_at":")" + sentAt(turn) + "\"}";
        return batch;
    };
}

void send(
    const Stack& stack,
    std::size_t relays,
    std::size_t clients,
    pipeline::BatchSource source
) {
    std::vector<std::string> urls;
    for (std::size_t i = 0; i < relays; ++i) {
        urls.push_back(stack.url(i));
    }
    const auto record =
        pipeline::Traffic(clients, urls, std::move(source), pipeline::OnUnavailable::kSendAgain)
            .join();
    INFO(stack.logs());
    REQUIRE(record.unexpected == std::vector<std::string>{});
    REQUIRE(record.unavailable + record.broken == 0);
    waitForBackground(stack);
    stack.query("OPTIMIZE TABLE event_log FINAL");
}

// All rows of a name, receive times aside.
std::string rowsOf(const Stack& stack, const std::string& name) {
    const auto columns = name == "events" ? "* EXCEPT inserted_at" : "*";
    std::string rows;
    for (const auto& row :
         stack.query(std::string("SELECT ") + columns + " FROM " + name + " ORDER BY ALL")) {
        for (const auto& value : row) {
            rows += value.value_or("NULL") + "\t";
        }
        rows += "\n";
    }
    return rows;
}

void checkAgainstReference(const Stack& stack, const Reference& reference) {
    std::map<std::string, std::string> person_ids;
    for (const auto& row : stack.query("SELECT distinct_id, person_id FROM person_distinct_ids")) {
        person_ids.emplace(row.at(0).value(), row.at(1).value());
    }
    CHECK(person_ids.size() == reference.person_ids.size());
    for (const auto& [id, person] : person_ids) {
        INFO(id);
        CHECK(person == reference.person_ids.at(id));
    }
    std::map<std::string, std::string> event_people;
    for (const auto& row : stack.query("SELECT DISTINCT distinct_id, person_id FROM events")) {
        const auto [place, is_new] = event_people.emplace(row.at(0).value(), row.at(1).value());
        CHECK(is_new);
        CHECK(place->second == reference.person_ids.at(place->first));
    }
    std::size_t different = 0;
    const auto rows = stack.query(
        "SELECT id, distinct_id, properties, toUnixTimestamp64Milli(created_at), "
        "toUnixTimestamp64Milli(last_seen_at), is_identified FROM persons"
    );
    for (const auto& row : rows) {
        const auto expected = reference.persons.find(row.at(0).value());
        const ReferencePerson actual{
            row.at(1).value(),
            row.at(2).value(),
            std::stoll(row.at(3).value()),
            std::stoll(row.at(4).value()),
            row.at(5).value() == "1"};
        if (expected == reference.persons.end() || expected->second != actual) {
            ++different;
            UNSCOPED_INFO(
                "person " << row.at(0).value() << " " << actual.distinct_id << " "
                          << actual.properties << " instead of "
                          << (expected == reference.persons.end()
                                  ? "nobody"
                                  : expected->second.distinct_id + " " + expected->second.properties
                             )
            );
        }
    }
    CHECK(different == 0);
    CHECK(rows.size() == reference.persons.size());
}

}  // namespace

TEST_CASE(
    "in order, shuffled with copies through three relays, and reversed: one answer, the reference's"
) {
    const auto history = makeHistory(kPeople, kEventsPerPerson);
    REQUIRE(history.size() >= 20'000);
    const Reference reference(history);

    auto shuffled = history;
    shuffled.insert(shuffled.end(), history.begin(), history.begin() + 5'000);
    std::shuffle(shuffled.begin(), shuffled.end(), std::mt19937_64(7));
    auto reversed = history;
    std::reverse(reversed.begin(), reversed.end());

    std::map<std::string, std::string> answers;
    const auto check = [&](const Stack& stack) {
        checkAgainstReference(stack, reference);
        for (const std::string name : {"events", "persons", "person_distinct_ids", "sessions"}) {
            INFO(name);
            const auto rows = rowsOf(stack, name);
            REQUIRE(!rows.empty());
            const bool is_same = answers.emplace(name, rows).first->second == rows;
            CHECK(is_same);
        }
        CHECK(stack.value("SELECT count() FROM events") == std::to_string(history.size()));
    };
    {
        INFO("in order");
        const Stack stack;
        send(stack, 1, 1, inBatches(history, {500}));
        check(stack);
        // All that the rules can say was said: the comparison below is worth something.
        for (const std::string verdict : {"", "source_is_identified", "source_has_owner"}) {
            INFO(verdict);
            CHECK(
                stack.value(
                    "SELECT count() > 50 FROM claim_verdicts WHERE refused = '" + verdict + "'"
                ) == "1"
            );
        }
    }
    {
        INFO("shuffled");
        const Stack stack({.relays = 3, .relay_environment = {}});
        send(stack, 3, 6, inBatches(shuffled, {7, 300, 1, 90}));
        check(stack);
        CHECK(
            stack.value("SELECT count() > 4000 FROM (SELECT JSONExtractString(event, 'uuid') AS "
                        "uuid FROM raw_events GROUP BY uuid HAVING uniqExact(sent_at) > 1)") == "1"
        );
    }
    {
        INFO("reversed");
        const Stack stack;
        send(stack, 1, 1, inBatches(reversed, {211}));
        check(stack);
    }
}

}  // namespace identity_tests
