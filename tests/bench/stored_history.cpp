#include "stored_history.h"

#include <Poco/String.h>

#include <string>

namespace bench {

namespace {

void run(const test_support::Stack& stack, std::string sql, const HistorySize& size) {
    Poco::replaceInPlace(sql, std::string("{events}"), std::to_string(size.events));
    Poco::replaceInPlace(sql, std::string("{claims}"), std::to_string(size.claims));
    Poco::replaceInPlace(sql, std::string("{persons}"), std::to_string(size.persons));
    stack.query(sql);
}

// The ids of web_events.h, and more of their kind, with the persons that the rules give them.
constexpr const char* kIds = R"(
CREATE TABLE history_ids ENGINE = Memory AS
SELECT
    number,
    concat('01890c3a-5d2e-7007-a000-0000', leftPad(lower(hex(toUInt32(number))), 8, '0')) AS distinct_id,
    tupleElement(normalize_event_v2(
        concat('{"event":"e","distinct_id":"', distinct_id, '"}'),
        toDateTime64(0, 6, 'UTC'), '', toUUID('00000000-0000-0000-0000-000000000000'), '', ''
    ), 'person_id') AS person_id
FROM numbers(intDiv({events}, 2)))";

constexpr const char* kEvents = R"(
INSERT INTO event_log (uuid, event, distinct_id, person_id, session_id, timestamp, current_url, host, properties)
SELECT
    generateUUIDv4(),
    concat('event-', toString(occurrence.number % 20)),
    distinct_id,
    person_id,
    distinct_id,
    toDateTime64('2026-01-01', 6, 'UTC') + toIntervalSecond(intHash32(occurrence.number) % 15000000),
    concat('https://app.example/', toString(occurrence.number % 100)),
    'app.example',
    '{}'
FROM numbers({events}) AS occurrence
INNER JOIN history_ids AS id ON id.number = intHash64(occurrence.number) % intDiv({events}, 2)
SETTINGS max_partitions_per_insert_block = 0)";

// Long ago, so that no turn of the background views takes them.
constexpr const char* kActivity = R"(
INSERT INTO id_activity (own_person_id, distinct_id, first_seen_at, last_seen_at)
SELECT person_id, distinct_id, min(timestamp), max(timestamp)
FROM event_log
GROUP BY person_id, distinct_id)";

constexpr const char* kClaims = R"(
INSERT INTO identity_claims (source, source_person_id, target, target_person_id, kind, timestamp, uuid)
SELECT
    source.distinct_id,
    source.person_id,
    target.distinct_id,
    target.person_id,
    'plain',
    toDateTime64('2026-01-01', 6, 'UTC') + toIntervalSecond(target.number),
    generateUUIDv4()
FROM history_ids AS target
INNER JOIN history_ids AS source ON source.number = target.number + {claims}
WHERE target.number < {claims})";

constexpr const char* kDecisions = R"(
INSERT INTO person_ids (own_person_id, distinct_id, root, person_id, owner, claimed_at, claim_uuid, changed_at, decided_at)
SELECT source_person_id AS own, source AS id, target AS root, target_person_id AS person, target AS owner, timestamp AS claimed_at, uuid AS claim, timestamp AS changed_at, timestamp AS decided_at
FROM identity_claims
UNION ALL
SELECT target_person_id, target, target, target_person_id, '', toDateTime64(0, 6, 'UTC'), toUUID('00000000-0000-0000-0000-000000000000'), toDateTime64(0, 6, 'UTC'), timestamp
FROM identity_claims)";

constexpr const char* kProperties = R"(
INSERT INTO person_properties (own_person_id, key, last_set)
SELECT
    person_id,
    concat('key-', toString(arrayJoin(range(10)) AS i)),
    (toDateTime64('2026-01-01', 6, 'UTC') + toIntervalSecond(number), UUIDToNum(generateUUIDv4()), 1, concat('"value ', toString(intHash64(number * 11 + i)), '"'))
FROM history_ids
WHERE number < {persons})";

constexpr const char* kPersons = R"(
INSERT INTO person_rows
SELECT
    person_id,
    distinct_id,
    concat('{', arrayStringConcat(arrayMap(i -> concat('"key-', toString(i), '":"value ', toString(intHash64(number * 11 + i)), '"'), range(10)), ','), '}'),
    toDateTime64('2026-01-01', 6, 'UTC') + toIntervalSecond(number) AS timestamp, timestamp, timestamp, 1, 0, timestamp
FROM history_ids
WHERE number < {persons})";

// What a view computes at read time, as finished rows in the order in which they are asked for.
constexpr const char* kPlainIds = R"(
CREATE TABLE plain_ids ENGINE = ReplacingMergeTree(version) ORDER BY distinct_id AS
SELECT * FROM person_distinct_ids WHERE distinct_id < '01890c3a-5d2e-7007-a000-000000020000')";

constexpr const char* kPlainSessions = R"(
CREATE TABLE plain_sessions ENGINE = ReplacingMergeTree ORDER BY session_id AS
SELECT * FROM sessions WHERE session_id < '01890c3a-5d2e-7007-a000-000000020000')";

constexpr const char* kPlainPersons = R"(
CREATE TABLE plain_persons
(
    distinct_id String,
    id UUID,
    properties String CODEC(ZSTD(1)),
    created_at DateTime64(6, 'UTC'),
    updated_at DateTime64(6, 'UTC'),
    last_seen_at DateTime64(6, 'UTC'),
    is_identified Int8,
    is_deleted Int8,
    version Int64,
    INDEX bloom_distinct_id distinct_id TYPE bloom_filter(0.001) GRANULARITY 1
)
ENGINE = ReplacingMergeTree(version)
ORDER BY id)";

}  // namespace

void fillHistory(const test_support::Stack& stack, const HistorySize& size) {
    for (const char* view : kBackgroundViews) {
        stack.query(std::string("SYSTEM STOP VIEW ") + view);
    }
    for (const char* sql :
         {kIds,
          kEvents,
          kActivity,
          kClaims,
          kDecisions,
          kProperties,
          kPersons,
          kPlainPersons,
          kPlainIds,
          kPlainSessions}) {
        run(stack, sql, size);
    }
    stack.query("INSERT INTO plain_persons SELECT * FROM persons");
    stack.query("DROP TABLE history_ids");
}

}  // namespace bench
