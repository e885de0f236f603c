#include "integration/identity/sender.h"
#include "integration/identity/settled.h"
#include "maintained_stack.h"
#include "support/catch.h"

#include <atomic>
#include <set>
#include <thread>

namespace maintain_tests {

using test_support::Stack;

// Comparing with it shows the other side in a failure.
const std::string kNone;

namespace {

void post(const Stack& stack, const std::string& event) {
    stack.query(
        "INSERT INTO raw_events SELECT generateUUIDv4(), 0, now64(6), 'golden_key', '', '', '', "
        "'', generateUUIDv4(), '" +
        event + "'"
    );
}

// Merges new people and sends late events of old ones, and looks at each once it is acknowledged.
class Client {
public:
    Client(const Stack& stack, std::string name, const std::atomic<bool>& is_over)
        : thread_([this, &stack, name = std::move(name), &is_over] {
              try {
                  identity_tests::Sender sender(stack);
                  for (int i = 0; !is_over; ++i) {
                      merge(stack, sender, name + "-" + std::to_string(i));
                      speakLate(stack, sender, i % 50);
                  }
              } catch (const std::exception& error) {
                  wrong_.insert(error.what());
              }
          }) {}

    // The ids of the merges, and what was wrong.
    [[nodiscard]] std::set<std::string> merged() {
        thread_.join();
        return merged_;
    }

    [[nodiscard]] const std::set<std::string>& wrong() const { return wrong_; }

private:
    void merge(const Stack& stack, identity_tests::Sender& sender, const std::string& id) {
        sender.page(id);
        sender.identify(id, id + "-user");
        if (identity_tests::eventPerson(stack, id) != identity_tests::personOf(id + "-user")) {
            wrong_.insert(id);
        }
        merged_.insert(id);
    }

    void speakLate(const Stack& stack, identity_tests::Sender& sender, int number) {
        const auto id = "anon-" + std::to_string(number);
        sender.page(id);
        const auto user = "user-" + std::to_string(number % 25);
        if (identity_tests::eventPerson(stack, id) != identity_tests::personOf(user)) {
            wrong_.insert(id + " late");
        }
    }

    std::set<std::string> merged_;
    std::set<std::string> wrong_;
    std::thread thread_;  // last: it uses the others
};

}  // namespace

TEST_CASE("while squashes run, merges and late events are right at once, and stay right") {
    const Stack stack;
    seed(stack);
    std::atomic<bool> is_over{false};
    Client first(stack, "first", is_over);
    Client second(stack, "second", is_over);
    for (int i = 0; i < 4; ++i) {
        const auto result = relay(stack, {"squash"});
        INFO(result.errors);
        CHECK(result.exit_code == 0);
    }
    is_over = true;
    auto merged = first.merged();
    merged.merge(second.merged());
    CHECK(first.wrong() == std::set<std::string>{});
    CHECK(second.wrong() == std::set<std::string>{});
    CHECK(merged.size() > 10);
    identity_tests::settle(stack);
    std::set<std::string> lost;
    for (const auto& row :
         stack.query("SELECT DISTINCT distinct_id, person_id FROM events WHERE event = 'page'")) {
        const auto& id = row.at(0).value();
        if (merged.contains(id) && row.at(1).value() != identity_tests::personOf(id + "-user")) {
            lost.insert(id);
        }
    }
    CHECK(lost == std::set<std::string>{});
}

TEST_CASE("a squash and a reconcile bring back an override that was lost") {
    const Stack stack;
    seed(stack);
    const auto before = answers(stack);
    const auto command = GENERATE("squash", "reconcile");
    CAPTURE(command);
    stack.query("TRUNCATE TABLE person_overrides");
    REQUIRE(answers(stack) != before);
    const auto result = relay(stack, {command});
    INFO(result.errors);
    CHECK(result.exit_code == 0);
    CHECK(firstDifference(answers(stack), before) == kNone);
}

TEST_CASE("a squash changes no answer, empties the map, and late events still end right at once") {
    const Stack stack;
    seed(stack);
    const auto before = answers(stack);
    const auto first = relay(stack, {"squash"});
    INFO(first.errors);
    CHECK(first.exit_code == 0);
    CHECK(first.output.find("1000 events rewritten") != std::string::npos);
    CHECK(firstDifference(answers(stack), before) == kNone);
    CHECK(
        stack.value("SELECT count() FROM event_log AS l INNER JOIN events AS e USING uuid WHERE "
                    "l.person_id != e.person_id") == "0"
    );

    const auto second = relay(stack, {"squash"});
    CHECK(second.output.find("\n0 events rewritten") != std::string::npos);
    CHECK(stack.value("SELECT count() FROM person_overrides") == "0");
    CHECK(firstDifference(answers(stack), before) == kNone);

    post(stack, R"({"event":"late","distinct_id":"anon-3"})");
    CHECK(
        stack.value("SELECT person_id FROM events WHERE event = 'late'") ==
        stack.value("SELECT DISTINCT person_id FROM events WHERE distinct_id = 'user-3'")
    );
    // user-3 keeps anon-3 only until an earlier claim comes.
    post(
        stack,
        R"({"event":"$identify","distinct_id":"other","timestamp":"2026-06-01T00:00:00Z","properties":{"$anon_distinct_id":"anon-3"}})"
    );
    CHECK(
        stack.value(
            "SELECT uniqExact(person_id) FROM events WHERE distinct_id IN ('anon-3', 'other')"
        ) == "1"
    );
    // Known by itself, it has its events back, squashed ones too.
    const auto own =
        stack.value("SELECT any(source_person_id) FROM identity_claims WHERE source = 'anon-4'");
    post(stack, R"({"event":"$identify","distinct_id":"anon-4"})");
    CHECK(stack.value("SELECT DISTINCT person_id FROM events WHERE distinct_id = 'anon-4'") == own);
    const auto after = answers(stack);
    CHECK(relay(stack, {"squash"}).exit_code == 0);
    CHECK(firstDifference(answers(stack), after) == kNone);
}

TEST_CASE("a squash may be killed anywhere and is finished by the next one") {
    Stack stack;
    seed(stack);
    const auto before = answers(stack);
    for (const std::size_t partitions : {1U, 4U, 7U}) {
        INFO(partitions);
        killClickHouseDuring(stack, {"squash"}, "events to rewrite", partitions);
        CHECK(firstDifference(answers(stack), before) == kNone);
    }
    for (const std::size_t steps : {1U, 2U, 3U}) {
        INFO(steps);
        killClickHouseDuring(stack, {"squash"}, "maps in memory", steps);
        CHECK(firstDifference(answers(stack), before) == kNone);
    }
    const auto result = relay(stack, {"squash"});
    INFO(result.errors);
    CHECK(result.exit_code == 0);
    CHECK(firstDifference(answers(stack), before) == kNone);
    CHECK(stack.value("SELECT count() FROM person_overrides") == "0");
    CHECK(
        stack.value("SELECT count() FROM system.tables WHERE database = currentDatabase() AND name "
                    "LIKE '%_next'") == "0"
    );
}

TEST_CASE("copies of an event days apart end as one event, and count once in persons") {
    const Stack stack;
    // One device clock is a year behind; the copy is sent, and received, three days later.
    const auto receive = [&](const std::string& days_ago,
                             const std::string& sent_at,
                             const std::string& copy) {
        stack.query(
            "INSERT INTO raw_events SELECT generateUUIDv4(), 0, toDateTime64(today(), 6, "
            "'UTC') - INTERVAL " +
            days_ago + " DAY, 'golden_key', '', '', '', '" + sent_at + "', generateUUIDv4(), '" +
            R"({"event":"copied","distinct_id":"d","uuid":"5e9e7a11-0000-4000-8000-00000000c0b1",)" +
            R"("timestamp":"2025-06-07T11:00:00Z","$set":{"copy":")" + copy + R"("}})" + "'"
        );
    };
    receive("3", "2025-06-07T12:00:00Z", "first");
    receive("0", "2025-06-07T12:00:00Z", "second");
    const auto first =
        stack.value("SELECT toString(min(received_at) - INTERVAL 1 HOUR) FROM raw_events");
    CHECK(stack.value("SELECT uniqExact(uuid) FROM events") == "1");
    CHECK(stack.value("SELECT count() FROM events") == "2");
    CHECK(
        stack.value("SELECT toString(timestamp) FROM events ORDER BY inserted_at LIMIT 1 BY uuid"
        ) == first
    );
    const auto result = relay(stack, {"squash"});
    INFO(result.errors);
    CHECK(result.output.find("1 later copies removed") != std::string::npos);
    const auto all = answers(stack);
    CHECK(stack.value("SELECT toString(timestamp) FROM events") == first);
    CHECK(stack.value("SELECT properties FROM persons") == R"({"copy":"first"})");
    CHECK(stack.value("SELECT toString(last_seen_at) FROM persons") == first);
    CHECK(relay(stack, {"squash"}).output.find("0 later copies removed") != std::string::npos);
    CHECK(firstDifference(answers(stack), all) == kNone);
}

}  // namespace maintain_tests
