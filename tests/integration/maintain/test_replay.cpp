#include "maintained_stack.h"
#include "support/catch.h"

#include <string>

namespace maintain_tests {

using test_support::Stack;

// Comparing with it shows the other side in a failure.
const std::string kNone;

namespace {

const std::vector<std::string>
    kEverything{"replay", "--from", "2020-01-01", "--to", "2100-01-01", "--slice-rows", "300"};

std::vector<std::string> with(std::vector<std::string> arguments, const std::string& option) {
    arguments.push_back(option);
    return arguments;
}

// What other rules, or a mishap, might have left.
void damage(const Stack& stack) {
    for (const std::string statement : {
             "ALTER TABLE event_log UPDATE current_url = 'wrong' WHERE cityHash64(uuid) % 100 < 5 "
             "SETTINGS mutations_sync = 1",
             "INSERT INTO event_log SELECT * REPLACE (timestamp + INTERVAL 40 DAY AS timestamp) "
             "FROM event_log WHERE cityHash64(uuid) % 100 BETWEEN 5 AND 9",
             "DELETE FROM event_log WHERE cityHash64(uuid) % 100 BETWEEN 10 AND 14",
             "DELETE FROM person_properties WHERE cityHash64(own_person_id) % 100 BETWEEN 15 AND "
             "49",
             // Of an operation that no event says, in each register.
             "INSERT INTO person_properties (own_person_id, key, last_set, last_unset, "
             "first_set_once, last_set_once) SELECT own_person_id, key, tuple(last_set.1, "
             "last_set.2, last_set.3, '\"~\"'), tuple(last_set.1, last_set.2, last_set.3), "
             "arrayReduce('groupArraySortedState(32)', [tuple(last_set.1, last_set.2, "
             "bitNot(last_set.3), '1')]), last_set FROM person_properties FINAL ORDER BY "
             "own_person_id LIMIT 9",
             "INSERT INTO person_properties (own_person_id, key, last_set) SELECT own_person_id, "
             "'gone', last_set FROM person_properties FINAL ORDER BY own_person_id LIMIT 3",
             "DELETE FROM identity_claims WHERE source = 'anon-7'",
             "DELETE FROM event_problems WHERE seq = 2",
         }) {
        stack.query(statement);
    }
    claimAgain(stack);
    rejectAgain(stack, "seq BETWEEN 60 AND 65");
}

}  // namespace

TEST_CASE("replay finds and repairs whatever differs from the rules, and nothing else") {
    const Stack stack;
    seed(stack);
    const auto rows = storedRows(stack);
    const auto ids = knownIds(stack);
    const auto all = answers(stack);
    const auto idle = relay(stack, kEverything);
    INFO(idle.errors);
    CHECK(idle.exit_code == 0);
    CHECK(
        idle.output.find("1055 raw events, 1055 stay as they are\nnothing to change\n") !=
        std::string::npos
    );
    CHECK(firstDifference(storedRows(stack), rows) == kNone);

    damage(stack);
    const auto damaged = storedRows(stack);
    REQUIRE(damaged != rows);
    const auto dry = relay(stack, with(kEverything, "--dry-run"));
    CHECK(dry.exit_code == 0);
    CHECK(dry.output.find("newly accepted: 6\n") == std::string::npos);
    CHECK(dry.output.find("column current_url: ") != std::string::npos);
    CHECK(dry.output.find("current_url: wrong → \n") != std::string::npos);
    CHECK(dry.output.find("missing row added: ") != std::string::npos);
    CHECK(dry.output.find("dry run: nothing was changed\n") != std::string::npos);
    CHECK(dry.errors.find("comparing: 1055 of 1055 (100 %)\n") != std::string::npos);
    CHECK(firstDifference(storedRows(stack), damaged) == kNone);

    const auto done = relay(stack, kEverything);
    INFO(done.errors);
    CHECK(done.exit_code == 0);
    CHECK(firstDifference(shown(stack), all) == kNone);
    CHECK(firstDifference(storedRows(stack), rows) == kNone);
    CHECK(firstDifference(knownIds(stack), ids) == kNone);
    CHECK(relay(stack, kEverything).output.find("nothing to change") != std::string::npos);
}

TEST_CASE("replay may be killed between slices and goes on") {
    Stack stack;
    seed(stack);
    const auto rows = storedRows(stack);
    const auto all = answers(stack);
    damage(stack);
    for (const std::size_t slices : {1U, 2U}) {
        killClickHouseDuring(stack, kEverything, "changing: ", slices);
    }
    CHECK(relay(stack, kEverything).exit_code == 0);
    CHECK(firstDifference(answers(stack), all) == kNone);
    CHECK(firstDifference(storedRows(stack), rows) == kNone);
}

TEST_CASE("rejected events that now pass move to events exactly once") {
    const Stack stack;
    seed(stack);
    const auto all = answers(stack);
    rejectSome(stack);
    REQUIRE(stack.value("SELECT count() FROM events") == "1044");
    CHECK(
        relay(stack, {"replay", "--rejected", "--reason", "none_of_it"})
            .output.find("nothing to change") != std::string::npos
    );
    const auto done = relay(stack, {"replay", "--rejected"});
    INFO(done.errors);
    CHECK(done.exit_code == 0);
    CHECK(done.output.find("11 raw events, 5 stay as they are\n") != std::string::npos);
    CHECK(stack.value("SELECT count() FROM event_log") == "1050");
    CHECK(stack.value("SELECT count() FROM rejected_events") == "5");
    CHECK(
        relay(stack, {"replay", "--rejected"}).output.find("nothing to change") != std::string::npos
    );
    CHECK(firstDifference(answers(stack), all) == kNone);
}

TEST_CASE("an exported file gives an empty database the same answers, and twice nothing more") {
    std::string file;
    std::string all;
    {
        const Stack stack;
        seed(stack);
        all = answers(stack);
        for (const auto& row : stack.query(
                 "SELECT toJSONString(tuple(*)::Tuple(batch_id UUID, seq UInt32, received_at "
                 "String, api_key String, origin String, ip String, user_agent String, sent_at "
                 "String, dialect String, sdk String, privacy String, fallback_uuid UUID, event "
                 "String)) FROM "
                 "raw_events"
             )) {
            file += row.at(0).value() + "\n";
        }
    }
    const Stack stack;
    const auto load = relay(stack, {"replay", "--file", "-"}, file);
    INFO(load.errors);
    CHECK(load.exit_code == 0);
    CHECK(load.output == "1055 lines: 1055 events loaded, 0 were there already\n");
    CHECK(firstDifference(answers(stack), all) == kNone);
    CHECK(
        relay(stack, {"replay", "--file", "-"}, file).output ==
        "1055 lines: 0 events loaded, 1055 were there already\n"
    );
    CHECK(stack.value("SELECT count() FROM raw_events") == "1055");
}

TEST_CASE("a file may hold batches and events, and bad lines are named") {
    const Stack stack;
    const std::string file =
        R"({"api_key":"golden_key","batch":[{"event":"a","distinct_id":"u"},{"event":"b","distinct_id":"u"}]})"
        "\n"
        R"({"event":"c","distinct_id":"u"})"
        "\nno json\n\n";
    const auto load = relay(stack, {"replay", "--file", "-"}, file);
    CHECK(load.exit_code == 1);
    CHECK(
        load.output == "line 3: not a JSON object\n4 lines: 3 events loaded, 0 were there already\n"
    );
    CHECK(load.errors == "relay: 1 lines were bad and are not loaded\n");
    CHECK(
        stack.value("SELECT arrayStringConcat(groupArray(event), '') FROM (SELECT event FROM "
                    "events ORDER BY event)") == "abc"
    );
    CHECK(
        relay(stack, {"replay", "--file", "-"}, file)
            .output.find("0 events loaded, 3 were there already") != std::string::npos
    );
    CHECK(relay(stack, {"replay", "--file", "/nowhere"}).exit_code == 1);
}

}  // namespace maintain_tests
