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

void runReconciler(const Stack& stack) {
    const auto now = stack.value("SELECT now64(6)");
    stack.query("SYSTEM REFRESH VIEW reconcile_identity");
    CHECK(becomesTrue([&] {
        return stack.value(
                   "SELECT count() > 0 FROM background_runs WHERE job = 'identity' AND started_at "
                   "> '" +
                   now + "'"
               ) == "1";
    }));
    stack.query("SYSTEM WAIT VIEW reconcile_identity");
}

bool isInLongRun(const Stack& stack) {
    return stack.value(
               "SELECT count() > 0 FROM system.processes WHERE query_kind = 'Insert' AND query "
               "LIKE '%ids\\_to\\_resolve%' AND elapsed > 0.1"
           ) == "1";
}

// Has the reconciler work on a person of so many ids that a run takes long; returns during that
// run.
void startLongRun(const Stack& stack) {
    stack.query(
        "INSERT INTO raw_events SELECT generateUUIDv4(), number, now64(6), 'golden_key', '', '', "
        "'', '', generateUUIDv4(), "
        R"(concat('{"event":"$create_alias","distinct_id":"hub","properties":{"alias":"s', )"
        R"(toString(number), '"}}') FROM numbers(70000))"
    );
    CHECK(becomesTrue([&] { return isInLongRun(stack); }));
}

// Inserts an alias of c to b; takes so many seconds. The maps are written with the first block, the
// claim can be read when the second has come.
std::future<void> insertAliasSlowly(const Stack& stack, int seconds) {
    return std::async(std::launch::async, [&stack, seconds] {
        stack.query(
            "INSERT INTO raw_events SELECT generateUUIDv4(), number, now64(6), 'golden_key', '', "
            "'', '', '', generateUUIDv4(), if(number = 0, "
            R"('{"event":"$create_alias","distinct_id":"c","properties":{"alias":"b"}}', )"
            R"('{"event":"wait","distinct_id":"w"}') FROM numbers()" +
            std::to_string(seconds) +
            ") WHERE sleepEachRow(1) = 0 "
            "SETTINGS max_block_size = 1, min_insert_block_size_rows = 1, "
            "min_insert_block_size_bytes = 1"
        );
    });
}

}  // namespace

TEST_CASE("each of 200 merges is visible in the very next query after the 200") {
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
    sender.send(R"({"event":"$identify","distinct_id":"a"},)"
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
    sender.send(R"({"event":"$identify","distinct_id":"ann"})");
    CHECK(eventPerson(stack, "ann") == personOf("ann"));
    CHECK(eventPerson(stack, "device") == personOf("ann"));
    sender.claim("$create_alias", "ann", "bob");
    CHECK(eventPerson(stack, "ann") == personOf("ann"));
    settle(stack);
    CHECK(eventPerson(stack, "ann") == personOf("ann"));
    CHECK(
        stack.value("SELECT DISTINCT refused FROM identity_claims FINAL WHERE source = 'ann' AND "
                    "kind = 'plain'") == "source_is_identified"
    );
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
    sender.send(R"({"event":"$identify","distinct_id":"b"})");
    CHECK(eventPerson(stack, "b") == personOf("b"));
    CHECK(eventPerson(stack, "a") == personOf("b"));
    CHECK(eventPerson(stack, "x") == personOf("b"));
    settle(stack);
    CHECK(eventPerson(stack, "x") == personOf("b"));
}

TEST_CASE("the reconciler takes nothing back that an insert decides whose claims it cannot read yet"
) {
    const Stack stack;
    Sender sender(stack);
    sender.page("a");
    sender.claim("$create_alias", "a", "b");
    auto slow_insert = insertAliasSlowly(stack, 3);
    waitForPerson(stack, "a", personOf("c"));
    runReconciler(stack);
    CHECK(eventPerson(stack, "a") == personOf("c"));
    slow_insert.get();
    CHECK(eventPerson(stack, "a") == personOf("c"));
    settle(stack);
    CHECK(eventPerson(stack, "a") == personOf("c"));
}

TEST_CASE("a run of the reconciler takes nothing back that was decided since it read the claims") {
    const Stack stack;
    Sender sender(stack);
    sender.page("a");
    sender.claim("$create_alias", "a", "b");
    startLongRun(stack);
    sender.claim("$create_alias", "b", "c");
    CHECK(eventPerson(stack, "a") == personOf("c"));
    CHECK(becomesTrue([&] { return !isInLongRun(stack); }));
    CHECK(eventPerson(stack, "a") == personOf("c"));
    settle(stack);
    CHECK(eventPerson(stack, "a") == personOf("c"));
}

TEST_CASE("what came while an insert was under way is taken until that is over") {
    const Stack stack;
    Sender sender(stack);
    auto slow_insert = insertAliasSlowly(stack, 10);
    REQUIRE(becomesTrue([&] {
        return stack.value(
                   "SELECT settled_at < started_at FROM background_progress(job = 'identity')"
               ) == "1";
    }));
    sender.claim("$create_alias", "x", "y");
    for (int run = 0; run < 3; ++run) {
        runReconciler(stack);
    }
    CHECK(stack.value("SELECT is_due FROM background_progress(job = 'identity')") == "1");
    slow_insert.get();
    settle(stack);
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

TEST_CASE(
    "the reconciler brings long chains, cycles and forced merges, and says why a claim is refused"
) {
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
    waitForPerson(stack, link(0), personOf(link(kLength)));

    sender.page("ring-b");
    sender.claim("$create_alias", "ring-a", "ring-b");
    sender.claim("$create_alias", "ring-b", "ring-c");
    sender.claim("$create_alias", "ring-c", "ring-a");
    waitForPerson(stack, "ring-b", personOf("ring-a"));

    sender.page("left");
    sender.identify("left", "ann");
    sender.identify("right", "bob");
    sender.claim("$merge_dangerously", "ann", "bob");
    waitForPerson(stack, "left", personOf("bob"));

    sender.identify("left", "cid");
    settle(stack);
    CHECK(eventPerson(stack, "left") == personOf("bob"));
    CHECK(
        stack.value(
            "SELECT refused FROM identity_claims FINAL WHERE source = 'left' AND target = 'cid'"
        ) == "source_has_owner"
    );
    CHECK(
        stack.value("SELECT count() FROM identity_claims FINAL WHERE source = 'left' AND target = "
                    "'ann' AND refused = ''") == "1"
    );
}

}  // namespace identity_tests
