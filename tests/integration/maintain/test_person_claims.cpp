#include "maintained_stack.h"

#include "integration/identity/sender.h"
#include "integration/identity/settled.h"
#include "support/catch.h"

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

namespace {

using identity_tests::personOf;
using identity_tests::Sender;
using maintain_tests::relay;
using test_support::ProcessResult;
using test_support::Stack;

constexpr std::size_t kColumns = 80;

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

bool fits(const std::string& text) {
    std::istringstream lines(text);
    bool fits = true;
    for (std::string line; std::getline(lines, line);) {
        fits = fits && line.size() <= kColumns;
    }
    return fits;
}

ProcessResult person(const Stack& stack, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "person");
    return relay(stack, arguments);
}

// What is decided is decided by the commands and inserts, not by the turns of resolve_claims.
void stopTurns(const Stack& stack) {
    stack.query("SYSTEM STOP VIEW resolve_claims");
}

// The command, which must succeed.
std::string change(const Stack& stack, const std::vector<std::string>& arguments) {
    const auto done = person(stack, arguments);
    INFO(done.output << done.errors);
    CHECK(done.exit_code == 0);
    CHECK(fits(done.output));
    return done.output;
}

// The person of an id that sent events, by events and by ids, which must be the same.
std::string who(const Stack& stack, const std::string& id) {
    const auto by_event = stack.value(
        "SELECT DISTINCT person_id FROM events WHERE event = 'page' AND distinct_id = '" + id + "'"
    );
    CHECK(
        stack.value("SELECT person_id FROM person_distinct_ids WHERE distinct_id = '" + id + "'") ==
        by_event
    );
    return by_event;
}

std::string personsOf(const Stack& stack) {
    return stack.value(
        "SELECT groupArray((distinct_id, properties, is_identified)) FROM (SELECT * FROM persons "
        "ORDER BY distinct_id)"
    );
}

}  // namespace

TEST_CASE("person merge makes two known users one, and person split takes that back, at once") {
    const Stack stack;
    stopTurns(stack);
    Sender sender(stack);
    for (const std::string id : {"phone", "ann", "tablet", "bob"}) {
        sender.page(id);
    }
    sender.identify("phone", "ann");
    sender.identify("tablet", "bob");
    sender.send(R"({"event":"page","distinct_id":"tablet","properties":{"$session_id":"s"},)"
                R"("$set":{"plan":"free"}})");
    identity_tests::settle(stack);
    const auto before = personsOf(stack);
    const auto activity = maintain_tests::knownIds(stack);

    const std::string counts = "change person: 2 ids, 4 events, 1 sessions\n";
    const std::vector<std::string> merge{"merge", "tablet", "phone"};
    CHECK(
        change(stack, {"merge", "tablet", "phone", "--dry-run"}) ==
        counts + "dry run: nothing was changed\n"
    );
    CHECK(maintain_tests::knownIds(stack) == activity);
    const auto merged = change(stack, merge);
    CHECK(merged.starts_with(counts + "merged by event "));
    CHECK(has(merged, "\nto take it back:\n  relay person split tablet --from phone\n"));
    for (const std::string id : {"phone", "ann", "tablet", "bob"}) {
        CHECK(who(stack, id) == personOf("ann"));
    }
    CHECK(personsOf(stack) == R"([('ann','{"plan":"free"}',1)])");
    const auto again = person(stack, merge);
    CHECK(again.exit_code == 1);
    CHECK(again.errors == "relay: tablet and phone are one person already\n");

    CHECK(has(change(stack, {"split", "tablet", "--from", "phone"}), "\nclaims until 20"));
    CHECK(who(stack, "tablet") == personOf("bob"));
    CHECK(who(stack, "bob") == personOf("bob"));
    CHECK(personsOf(stack) == before);
    CHECK(
        stack.value("SELECT groupArray((kind, refused)) FROM (SELECT * FROM person_claims(id = "
                    "'tablet') WHERE source = 'tablet' AND target = 'phone' ORDER BY timestamp)"
        ) == "[('forced','split'),('split','')]"
    );
    const auto explained = person(stack, {"explain", "bob"}).output;
    CHECK(has(explained, "  tablet to phone\n    split\n    $merge_dangerously of 20"));
    CHECK(has(explained, "Splits:\n  tablet from phone\n    $split of 20"));
    CHECK(
        stack.value("SELECT count() FROM raw_events WHERE dialect = 'operator' AND origin = "
                    "'relay person' AND user_agent LIKE 'relay/%' AND api_key = ''") == "2"
    );
    CHECK(
        stack.value("SELECT groupArray(event) FROM (SELECT event FROM events WHERE distinct_id = "
                    "'phone' OR event = '$split' ORDER BY inserted_at)"
        ) == "['page','$merge_dangerously','$split']"
    );
}

TEST_CASE(
    "a split takes along what hangs on its id, and a claim that lost before counts in its place"
) {
    const Stack stack;
    stopTurns(stack);
    Sender sender(stack);
    for (const std::string id : {"old", "visitor", "ann", "bob", "cid"}) {
        sender.page(id);
    }
    sender.claim("$create_alias", "old", "visitor");
    sender.identify("visitor", "ann");
    sender.claim("$create_alias", "bob", "cid");
    sender.claim("$create_alias", "visitor", "bob");
    CHECK(who(stack, "old") == personOf("ann"));

    CHECK(change(stack, {"split", "visitor", "--from", "ann"})
              .starts_with("change person: 2 ids, 3 events, 0 sessions\nsplit by event "));
    CHECK(who(stack, "visitor") == personOf("cid"));
    CHECK(who(stack, "old") == personOf("cid"));
    change(stack, {"split", "visitor"});
    CHECK(who(stack, "visitor") == personOf("visitor"));
    CHECK(who(stack, "old") == personOf("visitor"));

    // What comes later counts again, what comes late does not.
    sender.send(R"({"event":"$identify","distinct_id":"dan","timestamp":"2020-01-01T00:00:00Z",)"
                R"("properties":{"$anon_distinct_id":"visitor"}})");
    CHECK(who(stack, "old") == personOf("visitor"));
    sender.identify("visitor", "eve");
    CHECK(who(stack, "old") == personOf("eve"));
}

TEST_CASE("a split is later than a client whose clock is ahead, and a merge than a split") {
    const Stack stack;
    stopTurns(stack);
    Sender sender(stack);
    sender.page("visitor");
    const auto ahead =
        stack.value("SELECT formatDateTime(now() + INTERVAL 5 HOUR, '%FT%TZ', 'UTC')");
    sender.send(
        R"({"event":"$create_alias","distinct_id":"ann","timestamp":")" + ahead +
        R"(","properties":{"alias":"visitor"}})"
    );
    REQUIRE(who(stack, "visitor") == personOf("ann"));
    change(stack, {"split", "visitor"});
    CHECK(who(stack, "visitor") == personOf("visitor"));
    change(stack, {"merge", "visitor", "ann"});
    CHECK(who(stack, "visitor") == personOf("ann"));
    change(stack, {"split", "visitor"});
    CHECK(who(stack, "visitor") == personOf("visitor"));
}

TEST_CASE("a known user that is split stays one where it is split from one id") {
    const Stack stack;
    stopTurns(stack);
    Sender sender(stack);
    sender.page("ann");
    sender.identify("phone", "ann");
    sender.page("bob");
    const auto is_known = [&] {
        return stack.value("SELECT count() FROM persons WHERE distinct_id = 'ann'");
    };
    change(stack, {"merge", "ann", "bob"});
    change(stack, {"split", "ann", "--from", "bob"});
    CHECK(is_known() == "1");
    change(stack, {"merge", "ann", "bob"});
    change(stack, {"split", "ann"});
    CHECK(is_known() == "0");
    CHECK(who(stack, "ann") == personOf("ann"));
}

TEST_CASE("an id that only a claim named is gone when that is split") {
    const Stack stack;
    stopTurns(stack);
    Sender sender(stack);
    sender.page("ann");
    sender.claim("$create_alias", "old", "ann");
    change(stack, {"split", "old"});
    CHECK(stack.value("SELECT groupArray(distinct_id) FROM person_distinct_ids") == "['ann']");
    const auto again = person(stack, {"split", "old"});
    CHECK(again.exit_code == 1);
    CHECK(again.errors == "relay: no event and no claim names old\n");
}

TEST_CASE("person merge and split say what makes no sense, and change nothing") {
    const Stack stack;
    stopTurns(stack);
    Sender sender(stack);
    sender.page("ann");
    sender.page("bob");
    sender.identify("phone", "ann");
    const std::vector<std::pair<std::vector<std::string>, std::string>> wrong{
        {{"merge", "ann", "nobody"}, "no event and no claim names nobody"},
        {{"merge", "nobody", "ann"}, "no event and no claim names nobody"},
        {{"merge", "ann", "ann"}, "ann and ann are one person already"},
        {{"merge", "phone", "ann"}, "phone and ann are one person already"},
        {{"merge", "ann", "Guest"}, "no id that can mean a person: Guest"},
        {{"merge", "", "ann"}, "no id that can mean a person: "},
        {{"split", "null"}, "no id that can mean a person: null"},
        {{"split", "nobody"}, "no event and no claim names nobody"},
        {{"split", "phone", "--from", "nobody"}, "no event and no claim names nobody"},
        {{"split", "ann"}, "nothing to split: no claim counts that says ann belongs to another id"},
        {{"split", "phone", "--from", "bob"},
         "nothing to split: no claim counts that says phone belongs to bob"}};
    for (const auto& [arguments, reason] : wrong) {
        const auto refused = person(stack, arguments);
        CHECK(refused.exit_code == 1);
        CHECK(refused.output.empty());
        CHECK(refused.errors == "relay: " + reason + "\n");
    }
    CHECK(stack.value("SELECT count() FROM raw_events WHERE dialect != ''") == "0");
    for (const std::vector<std::string>& usage : std::vector<std::vector<std::string>>{
             {"merge", "ann"},
             {"split"},
             {"split", "ann", "bob"},
             {"merge", "a", "b", "--to", "c"}}) {
        CHECK(person(stack, usage).exit_code == 2);
    }
    for (const std::string command : {"merge", "split"}) {
        const auto help = person(stack, {command, "--help"});
        CHECK(help.exit_code == 0);
        CHECK(has(help.output, "--dry-run"));
        INFO(help.output);
        CHECK(fits(help.output));
    }
}

TEST_CASE("what an operator said is no activity of a person, also where a replay makes times again"
) {
    const Stack stack;
    stopTurns(stack);
    stack.query(
        "INSERT INTO raw_events (batch_id, seq, received_at, dialect, event) SELECT "
        "toUUID('00000000-0000-4000-8000-000000000001'), row.1, now64(6) - INTERVAL 2 HOUR, row.2, "
        R"(concat('{"event":"', row.3, '","distinct_id":"', row.4, '","properties":{"alias":"', )"
        R"(row.5, '"},"timestamp":"2026-01-0', row.6, '"}') FROM (SELECT arrayJoin([)"
        "(0, '', 'page', 'ann', '', '2'), (1, '', 'page', 'bob', '', '1'), "
        "(2, 'operator', '$merge_dangerously', 'ann', 'bob', '4'), "
        "(3, 'operator', '$split', 'bob', '', '5'), (4, '', '$split', 'ann', '', '3')]) AS row)"
    );
    CHECK(who(stack, "bob") == personOf("bob"));
    const std::string times =
        "SELECT groupArray((id, first, last)) FROM (SELECT distinct_id AS id, "
        "toDate(min(first_seen_at)) AS first, toDate(max(last_seen_at)) AS last FROM id_activity "
        "GROUP BY id ORDER BY id)";
    const std::string seen =
        "[('ann','2026-01-02','2026-01-03'),('bob','2026-01-01','2026-01-01')]";
    CHECK(stack.value(times) == seen);
    stack.query("SYSTEM STOP VIEW follow_raw");
    stack.query("DELETE FROM event_log WHERE event = 'page'");
    const auto replayed = relay(stack, {"replay", "--from", "2020-01-01", "--to", "2100-01-01"});
    INFO(replayed.output << replayed.errors);
    CHECK(has(replayed.output, "2 raw events changed"));
    CHECK(stack.value(times) == seen);
    CHECK(who(stack, "bob") == personOf("bob"));
}

TEST_CASE("what an operator said goes along with raw events that are loaded elsewhere") {
    const Stack stack;
    stopTurns(stack);
    Sender sender(stack);
    sender.page("ann");
    sender.page("visitor");
    sender.identify("visitor", "ann");
    change(stack, {"split", "visitor"});
    std::string rows;
    for (const auto& row :
         stack.query("SELECT formatRowNoNewline('JSONEachRow', *) FROM raw_events")) {
        rows += row.at(0).value() + "\n";
    }
    const Stack other;
    CHECK(relay(other, {"replay", "--file", "-"}, rows).exit_code == 0);
    CHECK(who(other, "visitor") == personOf("visitor"));
}
