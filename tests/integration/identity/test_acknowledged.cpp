#include "sender.h"
#include "settled.h"
#include "support/catch.h"
#include "support/stack.h"

#include <future>
#include <string>

namespace identity_tests {
namespace {

using test_support::Stack;

void waitForPerson(const Stack& stack, const std::string& id, const std::string& person) {
    becomesTrue([&] { return eventPerson(stack, id) == person; });
    CHECK(eventPerson(stack, id) == person);
}

// Why the plain claim does not count; empty when it does.
std::string verdictOf(const Stack& stack, const std::string& source, const std::string& target) {
    return stack.value(
        "SELECT DISTINCT refused FROM claim_verdicts WHERE kind = 'plain' AND source = '" + source +
        "' AND target = '" + target + "'"
    );
}

// Inserts an alias of c to b; takes so many seconds. It is decided with the first block, and can be
// read in the log when the insert is over.
std::future<void> insertAliasSlowly(const Stack& stack, int seconds) {
    return std::async(std::launch::async, [&stack, seconds] {
        stack.query(
            "INSERT INTO raw_events SELECT generateUUIDv4(), number, now64(6), 'golden_key', '', "
            "'', '', '', '', '', '', generateUUIDv4(), if(number = 0, "
            R"('{"event":"$create_alias","distinct_id":"c","properties":{"alias":"b"}}', )"
            R"('{"event":"wait","distinct_id":"w"}') FROM numbers()" +
            std::to_string(seconds) +
            ") WHERE sleepEachRow(1) = 0 "
            "SETTINGS max_block_size = 1, min_insert_block_size_rows = 1, "
            "min_insert_block_size_bytes = 1"
        );
    });
}

std::string numbered(std::string id, int number) {
    return id.append(std::to_string(number));
}

std::string countOfDecisions(const Stack& stack, const std::string& since) {
    return stack.value("SELECT count() FROM person_ids WHERE decided_at > '" + since + "'");
}

}  // namespace

TEST_CASE("each of 200 merges is visible in the very next query after the 200", "[long]") {
    const Stack stack;
    Sender sender(stack);
    for (int i = 0; i < 200; ++i) {
        const auto number = std::to_string(i);
        const auto anonymous = "anon-" + number;
        const auto user = "user-" + number;
        CAPTURE(i);
        sender.send(R"({"event":"page","distinct_id":")" + anonymous + R"(","$set":{"a":1}})");
        sender.identify(anonymous, user);
        REQUIRE(eventPerson(stack, anonymous) == personOf(user));
        REQUIRE(
            stack.value(
                "SELECT person_id FROM person_distinct_ids WHERE distinct_id = '" + anonymous + "'"
            ) == personOf(user)
        );
        REQUIRE(
            stack.value(
                "SELECT groupArray(distinct_id) FROM persons WHERE distinct_id IN ('" + anonymous +
                "', '" + user + "')"
            ) == "['" + user + "']"
        );
    }
}

TEST_CASE("chains of two are right at once, whichever claim comes first") {
    const Stack stack;
    Sender sender(stack);
    for (const std::string id : {"a", "b", "c", "x", "y", "z"}) {
        sender.page(id);
    }
    sender.claim("$create_alias", "a", "b");
    sender.claim("$create_alias", "b", "c");
    CHECK(eventPerson(stack, "a") == personOf("c"));
    CHECK(eventPerson(stack, "b") == personOf("c"));
    sender.claim("$create_alias", "y", "z");
    sender.claim("$create_alias", "x", "y");
    CHECK(eventPerson(stack, "x") == personOf("z"));
    CHECK(eventPerson(stack, "y") == personOf("z"));

    sender.page("p");
    sender.page("q");
    sender.send(R"({"event":"$create_alias","distinct_id":"r","properties":{"alias":"q"}},)"
                R"({"event":"$create_alias","distinct_id":"q","properties":{"alias":"p"}})");
    CHECK(eventPerson(stack, "p") == personOf("r"));
    CHECK(eventPerson(stack, "q") == personOf("r"));
}

TEST_CASE("chains of two are right at once over an owner that becomes known in the same insert") {
    const Stack stack;
    Sender sender(stack);
    for (const std::string id : {"a", "x", "y"}) {
        sender.page(id);
    }
    sender.claim("$create_alias", "a", "b");
    REQUIRE(eventPerson(stack, "a") == personOf("b"));
    sender.send(R"({"event":"$identify","distinct_id":"a",)"
                R"("properties":{"$anon_distinct_id":"other"}},)"
                R"({"event":"$create_alias","distinct_id":"a","properties":{"alias":"x"}},)"
                R"({"event":"$create_alias","distinct_id":"x","properties":{"alias":"y"}})");
    CHECK(eventPerson(stack, "a") == personOf("a"));
    CHECK(eventPerson(stack, "x") == personOf("a"));
    CHECK(eventPerson(stack, "y") == personOf("a"));
}

TEST_CASE("a known user gets his own person back at once, and so do the ids that he owns") {
    const Stack stack;
    Sender sender(stack);
    for (const std::string id : {"device", "ann", "bob"}) {
        sender.page(id);
    }
    sender.claim("$create_alias", "device", "ann");
    sender.claim("$create_alias", "ann", "bob");
    CHECK(eventPerson(stack, "device") == personOf("bob"));
    sender.identify("other", "ann");
    CHECK(eventPerson(stack, "ann") == personOf("ann"));
    CHECK(eventPerson(stack, "device") == personOf("ann"));
    sender.claim("$create_alias", "ann", "bob");
    CHECK(eventPerson(stack, "ann") == personOf("ann"));
    settle(stack);
    CHECK(eventPerson(stack, "ann") == personOf("ann"));
    CHECK(verdictOf(stack, "ann", "bob") == "source_is_identified");
}

TEST_CASE("what hangs on an id by two links follows it at once when it becomes known by itself") {
    const Stack stack;
    Sender sender(stack);
    for (const std::string id : {"x", "a", "b"}) {
        sender.page(id);
    }
    sender.claim("$create_alias", "x", "a");
    sender.claim("$create_alias", "a", "b");
    sender.claim("$create_alias", "b", "c");
    settle(stack);
    REQUIRE(eventPerson(stack, "x") == personOf("c"));
    sender.identify("other", "b");
    CHECK(eventPerson(stack, "b") == personOf("b"));
    CHECK(eventPerson(stack, "a") == personOf("b"));
    CHECK(eventPerson(stack, "x") == personOf("b"));
    settle(stack);
    CHECK(eventPerson(stack, "x") == personOf("b"));
}

TEST_CASE("rows put into raw_events by hand are decided about with the insert") {
    const Stack stack;
    stack.query(
        "INSERT INTO raw_events SELECT generateUUIDv4(), number, now64(6), 'golden_key', '', '', "
        "'', '', '', '', '', generateUUIDv4(), if(number = 0, "
        "'{\"event\":\"page\",\"distinct_id\":\"a\"}', "
        "'{\"event\":\"$create_alias\",\"distinct_id\":\"b\",\"properties\":{\"alias\":\"a\"}}') "
        "FROM numbers(2)"
    );
    CHECK(eventPerson(stack, "a") == personOf("b"));
}

TEST_CASE("claims end right by themselves around an insert whose claims others cannot read yet") {
    const Stack stack;
    Sender sender(stack);
    sender.page("a");
    sender.page("b");
    sender.claim("$create_alias", "a", "b");
    auto slow_insert = insertAliasSlowly(stack, 8);
    waitForPerson(stack, "a", personOf("c"));
    sender.claim("$create_alias", "x", "a");  // decides about the person again, without that claim
    slow_insert.get();
    waitForPerson(stack, "a", personOf("c"));
    waitForPerson(stack, "b", personOf("c"));
}

TEST_CASE("claims that race each other on one person end right by themselves") {
    constexpr int kRaces = 60;
    const Stack stack;
    const auto send = [&](const std::string& source, const std::string& target, int time) {
        return std::async(std::launch::async, [&stack, source, target, time] {
            Sender sender(stack);
            for (int i = 0; i < kRaces; ++i) {
                sender.send(
                    R"({"event":"$create_alias","distinct_id":")" + numbered(target, i) +
                    R"(","timestamp":"2025-01-0)" + std::to_string(time) +
                    R"(T00:00:00Z","properties":{"alias":")" + numbered(source, i) + R"("}})"
                );
            }
        });
    };
    std::string pages;
    for (int i = 0; i < kRaces; ++i) {
        pages += (i == 0 ? "" : ",");
        pages += R"({"event":"page","distinct_id":")" + numbered("s", i) + "\"}";
    }
    Sender(stack).send(pages);
    std::vector<std::future<void>> senders;
    senders.push_back(send("s", "late", 3));
    senders.push_back(send("s", "early", 2));
    senders.push_back(send("early", "end", 4));
    senders.push_back(send("below", "s", 1));
    for (auto& each : senders) {
        each.get();
    }
    for (int i = 0; i < kRaces; ++i) {
        waitForPerson(stack, numbered("s", i), personOf(numbered("end", i)));
    }
    CHECK(
        stack.value("SELECT uniqExact(root) FROM person_ids FINAL WHERE startsWith(distinct_id, "
                    "'below')") == std::to_string(kRaces)
    );
}

TEST_CASE("a new id of a large person is decided about alone, and a claim said again not at all") {
    constexpr int kIds = 3'000;
    const Stack stack;
    stack.query(
        "INSERT INTO raw_events SELECT generateUUIDv4(), number, now64(6), 'golden_key', '', '', "
        "'', '', '', '', '', generateUUIDv4(), "
        R"(concat('{"event":"$identify","distinct_id":"hub","properties":{"$anon_distinct_id":"s', )"
        R"(toString(number), '"}}') FROM numbers()" +
        std::to_string(kIds) + ")"
    );
    settle(stack);
    Sender sender(stack);
    const auto before = stack.value("SELECT now64(6)");
    sender.identify("new", "hub");
    CHECK(stack.value("SELECT root FROM person_ids FINAL WHERE distinct_id = 'new'") == "hub");
    sender.identify("new", "hub");
    sender.identify("s7", "other");
    CHECK(verdictOf(stack, "s7", "other") == "source_has_owner");
    settle(stack);
    CHECK(countOfDecisions(stack, before) == "2");  // about new and other
}

// An insert shows its decision a moment before its claim. A turn of resolve_claims in between would
// undo it.
TEST_CASE("who looks again leaves a decision alone whose claim is not to be seen yet") {
    const Stack stack;
    Sender sender(stack);
    sender.identify("a", "b");
    const auto decide = [&](const std::string& root, const std::string& decided_at) {
        stack.query(
            "INSERT INTO person_ids SELECT * REPLACE('" + root + "' AS root, " + decided_at +
            " AS decided_at) FROM person_ids FINAL WHERE distinct_id = 'b'"
        );
    };
    const auto look_again = [&] {
        stack.query(
            "INSERT INTO claims_to_resolve SELECT * EXCEPT claimed_at, 1 AS is_again, 1 AS "
            "keeps_recent "
            "FROM identity_claims WHERE kind = 'plain'"
        );
        return stack.value("SELECT root FROM person_ids FINAL WHERE distinct_id = 'b'");
    };
    decide("nobody", "decided_at + INTERVAL 1 MICROSECOND");
    CHECK(becomesTrue([&] { return look_again() == "b"; }));
    decide("c", "now64(6) + INTERVAL 1 DAY");
    CHECK(look_again() == "c");
}

// Its decision may be there a moment later, and what the target belongs to was not read.
TEST_CASE("who looks again takes a claim for not there that may just be on its way") {
    const Stack stack;
    Sender sender(stack);
    sender.claim("$create_alias", "c", "d");
    sender.claim("$create_alias", "a", "b");
    REQUIRE(becomesTrue([&] {
        return stack.value("SELECT max(decided_at) < now64(6) - INTERVAL 2 SECOND FROM person_ids"
               ) == "1";
    }));
    stack.query(
        "INSERT INTO identity_claims SELECT * REPLACE('b' AS source, 'c' AS target, 'plain' AS "
        "kind, now() AS claimed_at) FROM (SELECT * FROM identity_claims WHERE source = 'a')"
    );
    stack.query(
        "INSERT INTO claims_to_resolve SELECT * EXCEPT claimed_at, 1 AS is_again, 1 AS "
        "keeps_recent FROM identity_claims WHERE source = 'a'"
    );
    CHECK(stack.value("SELECT root FROM person_ids FINAL WHERE distinct_id = 'a'") == "b");
}

TEST_CASE("an earlier claim that comes later takes the id over at once") {
    const Stack stack;
    Sender sender(stack);
    sender.page("shared");
    const auto identify = [&](const std::string& user, const std::string& time) {
        sender.send(
            R"({"event":"$identify","distinct_id":")" + user + R"(","timestamp":")" + time +
            R"(","properties":{"$anon_distinct_id":"shared"}})"
        );
    };
    identify("late", "2025-06-02T00:00:00Z");
    CHECK(eventPerson(stack, "shared") == personOf("late"));
    identify("early", "2025-06-01T00:00:00Z");
    CHECK(eventPerson(stack, "shared") == personOf("early"));
    identify("later", "2025-06-03T00:00:00Z");
    CHECK(eventPerson(stack, "shared") == personOf("early"));
}

TEST_CASE("long chains, cycles and forced merges are right at once, and a refused claim says why") {
    const Stack stack;
    Sender sender(stack);
    constexpr int kLength = 64;
    const auto link = [](int i) { return "link-" + std::to_string(i); };
    sender.page(link(0));
    for (int i = kLength - 1; i > 0; i -= 2) {  // the odd ones, then the even ones
        sender.claim("$create_alias", link(i), link(i + 1));
    }
    for (int i = 0; i < kLength; i += 2) {
        sender.claim("$create_alias", link(i), link(i + 1));
    }
    CHECK(eventPerson(stack, link(0)) == personOf(link(kLength)));

    sender.page("ring-b");
    sender.claim("$create_alias", "ring-a", "ring-b");
    sender.claim("$create_alias", "ring-b", "ring-c");
    sender.claim("$create_alias", "ring-c", "ring-a");
    CHECK(eventPerson(stack, "ring-b") == personOf("ring-a"));

    sender.page("left");
    sender.identify("left", "ann");
    sender.identify("right", "bob");
    sender.claim("$merge_dangerously", "ann", "bob");
    CHECK(eventPerson(stack, "left") == personOf("bob"));

    sender.identify("left", "cid");
    settle(stack);
    CHECK(eventPerson(stack, "left") == personOf("bob"));
    CHECK(verdictOf(stack, "left", "cid") == "source_has_owner");
    CHECK(verdictOf(stack, "left", "ann").empty());
}

}  // namespace identity_tests
