#include "erased_person.h"
#include "integration/identity/sender.h"
#include "integration/identity/settled.h"
#include "maintained_stack.h"
#include "support/catch.h"

#include <future>
#include <string>
#include <vector>

// relay person erase --anonymize: what stays of a person, and what does not.
namespace maintain_tests {

using test_support::Stack;

namespace {

const std::string kNone;

const std::vector<std::string> kAnonymize{"person", "erase", "gone-user", "--anonymize"};
const std::vector<std::string> kPending{"person", "erase", "--pending"};
const std::vector<std::string> kReplay{"replay", "--from", "2020-01-01", "--to", "2100-01-01"};
const std::string kAnns = "event_log\n";  // the event of ann that names an erased id

std::string others(const Stack& stack) {
    return othersThan(stack, {"anonymous-"});
}

std::string rowsOf(const Stack& stack, const std::string& select) {
    std::string text;
    for (const auto& row : stack.query(select)) {
        for (const auto& value : row) {
            text += value.value_or("NULL") + "\t";
        }
        text += "\n";
    }
    return text;
}

// What is counted of events, and what of them does not identify.
std::string counts(const Stack& stack) {
    return rowsOf(
               stack,
               "SELECT toDate(timestamp), event, count(), uniqExact(uuid), uniqExact(person_id) "
               "FROM events "
               "GROUP BY ALL ORDER BY ALL"
           ) +
           rowsOf(stack, "SELECT * EXCEPT (distinct_id, person_id) FROM sessions ORDER BY ALL") +
           rowsOf(
               stack,
               "SELECT uuid, api_key, event, session_id, session_id_uuid, window_id, "
               "window_id_uuid, elements_chain, timestamp, inserted_at, current_url, host "
               "FROM (SELECT * FROM event_log FINAL) ORDER BY ALL"
           );
}

// Events of other SDKs, and of our own, received two hours ago on their way over some months.
void tellEarlier(const Stack& stack) {
    stack.query(R"(
INSERT INTO raw_events SELECT generateUUIDv4(), number, now64(6) - INTERVAL 2 HOUR, 'golden_key', '', '10.0.0.7', 'Agent',
    '', '', '', '', generateUUIDv4(), concat('{"event":"e","distinct_id":"', ['gone-user', 'gone-anon', 'bob'][1 + number % 3],
        '","timestamp":"2026-0', toString(1 + number % 6), '-01T00:00:00.123456Z","properties":{"n":', toString(number),
        ',"$session_id":"s-', toString(number % 7), '","$current_url":"https://a.example/b","$elements_chain":"a:nth=1"}}')
FROM numbers(60))");
    stack.query(R"(
INSERT INTO raw_events SELECT generateUUIDv4(), number, now64(6) - INTERVAL 2 HOUR, 'golden_key', '', '10.0.0.7', 'Agent',
    '', 'segment', '', '', generateUUIDv4(), concat('{"type":"', ['page', 'identify', 'screen'][1 + number % 3],
        '","userId":"gone-user","anonymousId":"gone-anon","messageId":"m-', toString(number),
        '","traits":{"mail":"a@b.example"},"context":{"ip":"10.0.0.7","page":{"url":"https://a.example/p"},"sessionId":7},',
        '"name":"start"}')
FROM numbers(9))");
    identity_tests::settle(stack);
}

std::string anonymousId(const Stack& stack) {
    return stack.value(
        "SELECT arrayStringConcat(groupUniqArray(distinct_id)) FROM events WHERE "
        "startsWith(distinct_id, 'anonymous-')"
    );
}

void checkGone(const Stack& stack) {
    CHECK(tablesWithErased(stack) == kAnns);
    CHECK(stack.value("EXISTS TABLE anonymized_person") == "0");
    const auto id = anonymousId(stack);
    CHECK(id.size() == std::string("anonymous-").size() + 36);
    CHECK(
        rowsOf(
            stack,
            "SELECT max(length(ip)), max(length(user_agent)), uniqExact(person_id) FROM events "
            "WHERE distinct_id = '" +
                id + "'"
        ) == "0\t0\t1\t\n"
    );
    CHECK(stack.value("SELECT count() FROM persons WHERE distinct_id = '" + id + "'") == "0");
    CHECK(
        stack.value(
            "SELECT count() FROM person_distinct_ids WHERE startsWith(distinct_id, 'anonymous-')"
        ) == "1"
    );
    CHECK(
        stack.value("SELECT count() FROM identity_claims WHERE startsWith(target, 'anonymous-') OR "
                    "startsWith(source, 'anonymous-')") == "0"
    );
}

void run(const Stack& stack, const std::vector<std::string>& command) {
    const auto done = relay(stack, command);
    INFO(done.output << done.errors);
    CHECK(done.exit_code == 0);
    CHECK(proof(stack, done.output) == "0");
}

}  // namespace

TEST_CASE("made anonymous, a person's events stay for counting, of one random id") {
    const Stack stack;
    tellOfErasedPerson(stack);
    tellEarlier(stack);
    const auto before = others(stack);
    const auto counted = counts(stack);

    auto dry_run = kAnonymize;
    dry_run.emplace_back("--dry-run");
    const auto dry = relay(stack, dry_run);
    CHECK(dry.exit_code == 0);
    CHECK(dry.output.find("\n57 events would stay, of one random id\n") != std::string::npos);
    CHECK(counts(stack) == counted);

    const auto done = relay(stack, kAnonymize);
    INFO(done.output << done.errors);
    CHECK(done.exit_code == 0);
    CHECK(done.output.find("\n57 events stay, of one random id\n") != std::string::npos);
    CHECK(proof(stack, done.output) == "0");
    checkGone(stack);
    CHECK(firstDifference(counts(stack), counted) == kNone);
    CHECK(firstDifference(others(stack), before) == kNone);

    // They follow from raw events as all others.
    const auto replayed = relay(stack, kReplay);
    INFO(replayed.output << replayed.errors);
    CHECK(replayed.output.find("nothing to change") != std::string::npos);
    CHECK(relay(stack, {"reconcile"}).exit_code == 0);
    CHECK(firstDifference(counts(stack), counted) == kNone);

    identity_tests::Sender(stack).send(kErasedEvent);
    run(stack, kPending);
    CHECK(tablesWithErased(stack) == kAnns);
    const auto again = relay(stack, kAnonymize);
    CHECK(again.output.starts_with("nothing is left of gone-user\n"));
    CHECK(firstDifference(counts(stack), counted) == kNone);
}

TEST_CASE("properties that hold an id of the person go, and those that are named") {
    const Stack stack;
    identity_tests::Sender sender(stack);
    sender.identify("gone-anon", "gone-user");
    sender.identify("visitor", "gone-user");
    sender.identify("visitor", "ann");
    sender.send(
        R"({"event":"order","distinct_id":"gone-user","$set":{"mail":"x"},"properties":{)"
        R"("$session_id":"s","price":12.5,"distinct_id":"gone-user","$device_id":"d","owner":"gone-anon",)"
        R"("deep":{"list":["x",{"who":"gone\u002duser"}]},"keys":{"gone-user":1},"gone-user":1,"email":"a@b.example",)"
        R"("note":"of gone-user","$set":{"plan":"x"},"$set_once":{"a":1},"$unset":["b"],"$ip":"10.0.0.7",)"
        R"("text":"a/b \"q\" ü \ud83d\ude00","big":1e300,"n":9007199254740993,"yes":true,"no":null,"list":[1,"two"],)"
        R"("context":{"ip":"10.0.0.7"},"it's":"mail","$groups":{"company":"acme"}}})"
    );
    identity_tests::settle(stack);
    run(stack,
        {"person", "erase", "gone-user", "--anonymize", "--property", "email", "--property", "it's"}
    );
    CHECK(
        stack.value("SELECT properties FROM events WHERE event = 'order'") ==
        R"({"$session_id":"s","price":12.5,"note":"of gone-user","text":"a/b \"q\" ü 😀","big":1e300,)"
        R"("n":9007199254740993,"yes":true,"no":null,"list":[1,"two"],"$groups":{"company":"acme"}})"
    );
    CHECK(
        rowsOf(
            stack,
            "SELECT properties FROM events WHERE event = '$identify' AND distinct_id != 'ann'"
        ) == "{}\t\n{}\t\n"
    );
}

TEST_CASE("events whose raw events are gone stay, too") {
    const Stack stack;
    tellOfErasedPerson(stack);
    tellEarlier(stack);
    stack.query("TRUNCATE TABLE raw_events");
    const auto counted = counts(stack);
    run(stack, kAnonymize);
    checkGone(stack);
    CHECK(firstDifference(counts(stack), counted) == kNone);
}

TEST_CASE("what fails while events are made anonymous is completed, and doubles none", "[long]") {
    const std::string table = GENERATE("event_log", "id_activity");
    CAPTURE(table);
    Stack stack;
    tellOfErasedPerson(stack);
    tellEarlier(stack);
    const auto before = others(stack);
    const auto counted = counts(stack);
    stack.query(
        "ALTER TABLE " + table +
        " ADD CONSTRAINT broken CHECK NOT startsWith(distinct_id, 'anonymous-')"
    );
    const auto failed = relay(stack, kAnonymize);
    CHECK(failed.exit_code == 1);
    INFO(failed.output << failed.errors);
    CHECK(
        stack.value("SELECT count() > 0 FROM raw_events WHERE position(event, 'anonymous-') > 0") ==
        "1"
    );
    stack.query("ALTER TABLE " + table + " DROP CONSTRAINT broken");
    // Whatever is erased next.
    const auto next = GENERATE(
        std::vector<std::string>{"person", "erase", "--pending"},
        std::vector<std::string>{"person", "erase", "bob", "--dry-run"},
        std::vector<std::string>{"person", "erase", "gone-user"},
        std::vector<std::string>{"person", "erase", "gone-anon", "--anonymize"}
    );
    CAPTURE(next);
    const auto done = relay(stack, next);
    INFO(done.output << done.errors);
    CHECK(done.exit_code == 0);
    if (next.back() == "--dry-run") {
        CHECK(stack.value("EXISTS TABLE anonymized_person") == "1");
        run(stack, kPending);
    } else {
        CHECK(done.output.starts_with("completing an earlier --anonymize, which was cut short\n"));
    }
    checkGone(stack);
    CHECK(
        stack.value("SELECT count() = uniqExact(fallback_uuid) FROM raw_events WHERE "
                    "position(event, 'anonymous-') > 0") == "1"
    );
    CHECK(firstDifference(counts(stack), counted) == kNone);
    CHECK(firstDifference(others(stack), before) == kNone);
}

TEST_CASE("a person is made anonymous only once no earlier erasure deletes any more") {
    Stack stack;
    tellOfErasedPerson(stack);
    identity_tests::Sender(stack).page("eve");
    const auto events =
        stack.value("SELECT uniqExact(uuid) FROM events WHERE distinct_id != 'eve'");
    // Its DELETEs wait, as on a busy server. They would take whoever is suppressed by then.
    stack.query("SYSTEM STOP MERGES event_log");
    killDuring(
        stack,
        {"person", "erase", "eve"},
        "SELECT count() > 0 FROM system.mutations WHERE database = currentDatabase() AND table = "
        "'event_log' AND NOT is_done",
        Victim::kRelay
    );
    auto running = std::async(std::launch::async, [&] { return relay(stack, kAnonymize); });
    CHECK(identity_tests::becomesTrue([&] {
        return stack.value("EXISTS TABLE anonymized_person") == "1";
    }));
    for (int looks = 0; looks < 100; ++looks) {
        CHECK(stack.value("SELECT count() FROM suppressed_ids") == "1");
    }
    stack.query("SYSTEM START MERGES event_log");
    CHECK(running.get().exit_code == 0);
    checkGone(stack);
    CHECK(stack.value("SELECT uniqExact(uuid) FROM events") == events);
}

}  // namespace maintain_tests
