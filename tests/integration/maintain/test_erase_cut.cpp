#include "erased_person.h"
#include "integration/identity/sender.h"
#include "integration/identity/settled.h"
#include "maintained_stack.h"
#include "support/catch.h"

#include <atomic>
#include <future>
#include <random>
#include <string>
#include <thread>

// Erasing that is cut short anywhere, amid traffic, and beside a replay.
namespace maintain_tests {

using test_support::Stack;

namespace {

const std::string kNone;

const std::vector<std::string> kErase{"person", "erase", "gone-user"};
const std::vector<std::string> kPending{"person", "erase", "--pending"};
const std::string kAnns = "event_log\n";  // the event of ann that names an erased id

// In the order in which an erasure reaches them.
const std::vector<std::string> kPoints{
    "SELECT count() = 4 FROM suppressed_ids",
    "SELECT count() > 0 FROM system.tables WHERE database = currentDatabase() AND name = "
    "'erased_raw'",
    "SELECT count() > 0 FROM system.mutations WHERE database = currentDatabase() AND table = "
    "'event_log' AND position(command, 'suppressed_ids') > 0",
    "SELECT count() > 0 FROM system.mutations WHERE database = currentDatabase() AND table = "
    "'person_rows' AND position(command, 'suppressed_ids') > 0"};

const std::vector<std::string> kReplay{"replay", "--from", "2020-01-01", "--to", "2100-01-01"};

// Two people, received two hours ago.
void tellEarlier(const Stack& stack) {
    stack.query(R"(
INSERT INTO raw_events SELECT generateUUIDv4(), number, now64(6) - INTERVAL 2 HOUR, 'golden_key', '', '', '', '', '', '',
    '', generateUUIDv4(), concat('{"event":"e","distinct_id":"', ['gone-user', 'bob'][1 + number % 2],
        '","$set":{"n":', toString(number), '}}')
FROM numbers(40))");
    identity_tests::settle(stack);
}

void checkErased(Stack& stack, const std::vector<std::string>& command, const std::string& others) {
    const auto done = relay(stack, command);
    INFO(done.output << done.errors);
    CHECK(done.exit_code == 0);
    CHECK(tablesWithErased(stack) == kAnns);
    CHECK(firstDifference(othersThan(stack), others) == kNone);
}

}  // namespace

TEST_CASE("an erasure may be killed anywhere, and is run again", "[long]") {
    const auto victim = GENERATE(Victim::kRelay, Victim::kClickHouse);
    const auto point = GENERATE(range(0, 4));
    CAPTURE(point, victim == Victim::kRelay);
    Stack stack;
    tellOfErasedPerson(stack);
    const auto others = othersThan(stack);
    killDuring(stack, kErase, kPoints.at(static_cast<std::size_t>(point)), victim);
    REQUIRE(stack.value("SELECT count() FROM suppressed_ids") == "4");
    checkErased(stack, point % 2 == 0 ? kErase : kPending, others);
    CHECK(stack.value("EXISTS TABLE erased_raw") == "0");
}

TEST_CASE("erasing amid traffic of the person and of others loses nothing of the others") {
    const Stack stack;
    tellOfErasedPerson(stack);
    const auto others = othersThan(stack);
    std::atomic<bool> is_over = false;
    std::atomic<int> sent = 0;
    std::thread traffic([&] {
        identity_tests::Sender sender(stack);
        while (!is_over) {
            sender.send(std::string(kErasedEvent) + R"(,{"event":"live","distinct_id":"live"})");
            ++sent;
        }
    });
    const auto has_sent = [&](int more) {
        const auto count = sent + more;
        return identity_tests::becomesTrue([&] { return sent > count; });
    };
    CHECK(has_sent(2));
    const auto during = relay(stack, kErase);
    CHECK(has_sent(2));
    is_over = true;
    traffic.join();
    CHECK(stack.value("SELECT count() FROM events WHERE event = 'late'") == "0");
    CHECK(
        stack.value("SELECT uniqExact(uuid) FROM events WHERE event = 'live'") ==
        std::to_string(sent)
    );
    CHECK(relay(stack, kPending).exit_code == 0);
    CHECK(tablesWithErased(stack) == kAnns);
    for (const std::string table : {"event_log", "id_activity"}) {
        stack.query("DELETE FROM " + table + " WHERE distinct_id = 'live'");
    }
    stack.query(
        "ALTER TABLE raw_events DELETE WHERE position(event, 'live') > 0 SETTINGS mutations_sync = "
        "1"
    );
    CHECK(firstDifference(othersThan(stack), others) == kNone);
}

TEST_CASE("what a replay had staged of an erased person is not stored again") {
    const Stack stack;
    tellEarlier(stack);
    const auto others = othersThan(stack);
    stack.query("ALTER TABLE event_log UPDATE host = 'wrong' WHERE 1 SETTINGS mutations_sync = 1");
    stack.query("ALTER TABLE event_log ADD CONSTRAINT broken CHECK 0");
    CHECK(relay(stack, kReplay).exit_code == 1);
    stack.query("ALTER TABLE event_log DROP CONSTRAINT broken");
    REQUIRE(tablesWithErased(stack).find("replay_stage") != std::string::npos);
    const auto done = relay(stack, kErase);
    INFO(done.output << done.errors);
    CHECK(done.exit_code == 0);
    CHECK(done.output.find("completing a change of an earlier replay") != std::string::npos);
    CHECK(tablesWithErased(stack).empty());
    CHECK(firstDifference(othersThan(stack), others) == kNone);
}

TEST_CASE("what a replay staged before it was killed goes with an erasure") {
    const Stack stack;
    tellEarlier(stack);
    stack.query(
        "CREATE TABLE replay_stage ENGINE = MergeTree ORDER BY raw_event AS SELECT event AS "
        "raw_event FROM raw_events"
    );
    REQUIRE(tablesWithErased(stack).find("replay_stage") != std::string::npos);
    CHECK(relay(stack, kErase).exit_code == 0);
    CHECK(tablesWithErased(stack).empty());
}

TEST_CASE("an erasure during replays ends, and leaves nothing") {
    const Stack stack;
    tellEarlier(stack);
    const auto others = othersThan(stack);
    std::atomic<bool> is_over = false;
    std::atomic<int> replays = 0;
    std::thread replaying([&] {
        while (!is_over) {
            relay(stack, kReplay);
            ++replays;
        }
    });
    CHECK(identity_tests::becomesTrue([&] { return replays > 0; }));
    // Replays follow each other here without the second that tells an erasure that they are over.
    const auto during = std::async(std::launch::async, [&] { return relay(stack, kErase); });
    CHECK(identity_tests::becomesTrue([&] {
        return stack.value("SELECT count() FROM suppressed_ids") != "0";
    }));
    is_over = true;
    replaying.join();
    during.wait();
    const auto done = relay(stack, kPending);
    INFO(done.output << done.errors);
    CHECK(done.exit_code == 0);
    CHECK(tablesWithErased(stack).empty());
    CHECK(firstDifference(othersThan(stack), others) == kNone);
}

}  // namespace maintain_tests
