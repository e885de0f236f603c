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

constexpr const char* kEvents = R"(
INSERT INTO event_log (uuid, event, distinct_id, person_id, timestamp, properties)
SELECT
    generateUUIDv4(),
    concat('event-', toString(number % 20)),
    concat('id-', toString(intHash64(number) % intDiv({events}, 4))) AS distinct_id,
    reinterpret(sipHash128(distinct_id), 'UUID'),
    toDateTime64('2026-01-01', 6, 'UTC') + toIntervalSecond(intHash32(number) % 15000000),
    '{}'
FROM numbers({events})
SETTINGS max_partitions_per_insert_block = 0)";

constexpr const char* kClaims = R"(
INSERT INTO identity_claims (source, source_person_id, target, target_person_id, kind, timestamp, uuid)
SELECT
    concat('id-', toString(number)) AS source,
    reinterpret(sipHash128(source), 'UUID'),
    concat('id-', toString(number + {claims})) AS target,
    reinterpret(sipHash128(target), 'UUID'),
    'plain',
    toDateTime64('2026-01-01', 6, 'UTC') + toIntervalSecond(number),
    generateUUIDv4()
FROM numbers({claims}))";

constexpr const char* kPersons = R"(
INSERT INTO person_rows
SELECT
    reinterpret(sipHash128(concat('user-', toString(number))), 'UUID'),
    concat('user-', toString(number)),
    concat('{', arrayStringConcat(arrayMap(
        i -> concat('"key-', toString(i), '":"value ', toString(intHash64(number * 11 + i)), '"'), range(10)), ','), '}'),
    now64(6), now64(6), now64(6), 1, 0, now64(6)
FROM numbers({persons}))";

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
    // What is filled is settled; resolving it again would only take time.
    for (const std::string view : {"reconcile_identity", "fold_persons", "fold_activity"}) {
        stack.query("SYSTEM STOP VIEW " + view);
    }
    for (const char* sql : {kEvents, kClaims, kPersons, kPlainPersons}) {
        run(stack, sql, size);
    }
    stack.query("INSERT INTO plain_persons SELECT * FROM persons");
}

}  // namespace bench
