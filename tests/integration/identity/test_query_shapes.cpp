#include "history.h"
#include "sender.h"
#include "settled.h"
#include "support/catch.h"
#include "support/stack.h"

#include <Poco/String.h>

#include <algorithm>
#include <string>
#include <vector>

namespace identity_tests {
namespace {

using test_support::Stack;

// Questions over the views as people ask them. A name in braces is a view, or the table of its
// finished rows.
const std::vector<std::string> kQueries{
    "SELECT count(), uniqExact(person_id) FROM {events}",
    "SELECT event, count() FROM {events} GROUP BY event",
    "SELECT person_id, count() FROM {events} GROUP BY person_id",
    "SELECT person_id, event, count() FROM {events} GROUP BY person_id, event WITH ROLLUP",
    "SELECT person_id, event, count() FROM {events} GROUP BY person_id, event WITH CUBE",
    "SELECT person_id, count() FROM {events} GROUP BY person_id WITH TOTALS",
    "SELECT person_id FROM {events} GROUP BY person_id HAVING count() > 5",
    "SELECT DISTINCT person_id FROM {events} WHERE event = 'page'",
    "SELECT person_id, uuid FROM {events} ORDER BY person_id, uuid LIMIT 20",
    "SELECT person_id, uuid FROM {events} ORDER BY person_id, uuid LIMIT 2 BY person_id",
    "SELECT person_id, uuid FROM {events} ORDER BY uuid LIMIT 5 OFFSET 7",
    "SELECT person_id, uuid FROM {events} FINAL",
    "SELECT count() FROM {events} WHERE person_id IN (SELECT id FROM {persons})",
    "SELECT count() FROM {events} WHERE person_id NOT IN (SELECT id FROM {persons})",
    "SELECT count() FROM {events} WHERE person_id GLOBAL IN (SELECT id FROM {persons})",
    "SELECT count() FROM {events} WHERE (person_id, distinct_id) IN (SELECT person_id, distinct_id "
    "FROM {person_distinct_ids})",
    "SELECT uuid FROM {events} AS e WHERE EXISTS (SELECT 1 FROM {persons} AS p WHERE p.id = "
    "e.person_id)",
    "SELECT e.uuid, p.properties FROM {events} AS e INNER JOIN {persons} AS p ON p.id = "
    "e.person_id",
    "SELECT e.uuid, p.properties FROM {events} AS e LEFT JOIN {persons} AS p ON p.id = e.person_id",
    "SELECT p.distinct_id, count() FROM {persons} AS p LEFT JOIN {events} AS e ON e.person_id = "
    "p.id GROUP BY p.distinct_id",
    "SELECT p.distinct_id, e.uuid FROM {persons} AS p RIGHT JOIN {events} AS e ON e.person_id = "
    "p.id",
    "SELECT p.distinct_id, e.uuid FROM {persons} AS p FULL JOIN {events} AS e ON e.person_id = "
    "p.id",
    "SELECT p.distinct_id FROM {persons} AS p LEFT SEMI JOIN {events} AS e ON e.person_id = p.id",
    "SELECT p.distinct_id FROM {persons} AS p LEFT ANTI JOIN (SELECT * FROM {events} "
    "WHERE event = '$create_alias') AS e ON e.person_id = p.id",
    "SELECT e.uuid, d.person_id FROM {events} AS e INNER JOIN {person_distinct_ids} AS d USING "
    "(distinct_id) WHERE d.person_id = e.person_id",
    "SELECT a.uuid, b.uuid FROM {events} AS a INNER JOIN {events} AS b ON a.person_id = "
    "b.person_id AND a.timestamp < b.timestamp",
    "SELECT e.uuid, p.properties FROM {events} AS e ANY LEFT JOIN {persons} AS p ON p.id = "
    "e.person_id SETTINGS join_algorithm = 'grace_hash'",
    "SELECT person_id, uuid, row_number() OVER (PARTITION BY person_id ORDER BY timestamp, uuid) "
    "FROM {events}",
    "SELECT person_id, uuid, lagInFrame(event) OVER (PARTITION BY person_id ORDER BY timestamp, "
    "uuid) FROM {events}",
    "SELECT level, count() FROM (SELECT person_id, windowFunnel(100000000)(toDateTime(timestamp), "
    "event = 'page', event = '$identify') AS level FROM {events} GROUP BY person_id) GROUP BY "
    "level",
    "SELECT sumForEach(kept) FROM (SELECT person_id, retention(event = 'page', event = "
    "'$identify') AS kept FROM {events} GROUP BY person_id)",
    "SELECT toDate(timestamp) AS day, uniqExact(person_id) FROM {events} GROUP BY day",
    "SELECT person_id, argMax(distinct_id, (timestamp, uuid)) FROM {events} GROUP BY person_id",
    "SELECT person_id, uuid FROM {events} WHERE event = 'page' UNION ALL SELECT person_id, uuid "
    "FROM {events} WHERE event != 'page'",
    "SELECT person_id FROM {events} INTERSECT SELECT id FROM {persons}",
    "SELECT person_id FROM {events} EXCEPT SELECT id FROM {persons}",
    "WITH people AS (SELECT person_id, count() AS events FROM {events} GROUP BY person_id) SELECT "
    "a.person_id, a.events, b.events FROM people AS a INNER JOIN people AS b USING (person_id)",
    "SELECT (SELECT count() FROM {events} WHERE person_id = (SELECT min(id) FROM {persons})), "
    "(SELECT uniqExact(person_id) FROM {sessions})",
    "SELECT person_id, sum(event_count), max(duration_seconds) FROM {sessions} GROUP BY person_id",
    "SELECT s.session_id, p.distinct_id FROM {sessions} AS s LEFT JOIN {persons} AS p ON p.id = "
    "s.person_id",
    "SELECT person_id, events FROM {people}",
    "SELECT person_id, count() FROM {copied} GROUP BY person_id",
    "SELECT p.distinct_id, q.events FROM {people} AS q INNER JOIN {persons} AS p ON p.id = "
    "q.person_id",
    "SELECT id, properties FROM {persons} FINAL WHERE is_identified = 1",
    "SELECT person_id, groupArray(distinct_id) FROM (SELECT * FROM {person_distinct_ids} ORDER BY "
    "distinct_id) GROUP BY person_id",
};

const std::vector<std::string>
    kViews{"events", "persons", "person_distinct_ids", "sessions", "people", "copied"};

std::string named(std::string query, const std::string& prefix) {
    for (const auto& view : kViews) {
        Poco::replaceInPlace(query, std::string("{").append(view).append("}"), prefix + view);
    }
    return query;
}

// The rows as text, sorted.
std::string ask(const Stack& stack, const std::string& query) {
    std::vector<std::string> rows;
    for (const auto& row : stack.query(query)) {
        rows.emplace_back();
        for (const auto& value : row) {
            rows.back().append(value.value_or("NULL")).append("\t");
        }
    }
    std::ranges::sort(rows);
    std::string text;
    for (const auto& row : rows) {
        text.append(row).append("\n");
    }
    return text;
}

// A view over a view, and a table filled from one.
void addOwn(const Stack& stack, const std::string& prefix) {
    stack.query(named(
        "CREATE VIEW {people} AS SELECT person_id, count() AS events FROM {events} GROUP BY "
        "person_id",
        prefix
    ));
    stack.query(named(
        "CREATE TABLE {copied} ENGINE = MergeTree ORDER BY person_id AS SELECT person_id, event "
        "FROM {events}",
        prefix
    ));
}

void finish(const Stack& stack) {
    for (const std::string view : {"events", "persons", "person_distinct_ids", "sessions"}) {
        stack.query(
            "CREATE TABLE finished_" + view +
            " ENGINE = ReplacingMergeTree ORDER BY row_hash AS SELECT *, sipHash64(tuple(*)) AS "
            "row_hash "
            "FROM " +
            view
        );
    }
}

}  // namespace

TEST_CASE("questions over the views have the answers that finished tables give") {
    const Stack stack;
    Sender sender(stack);
    std::string events;
    for (const auto& event : makeHistory(40, 6)) {
        events.append(events.empty() ? "" : ",").append(event.json());
    }
    sender.send(events);
    settle(stack);
    stack.query("OPTIMIZE TABLE event_log FINAL");
    finish(stack);
    addOwn(stack, "");
    addOwn(stack, "finished_");
    REQUIRE(kQueries.size() >= 40);
    for (const auto& query : kQueries) {
        INFO(query);
        const auto answer = ask(stack, named(query, ""));
        CHECK(answer.find('\t') != std::string::npos);
        CHECK(answer == ask(stack, named(query, "finished_")));
    }
}

}  // namespace identity_tests
