-- What events said about person properties, folded per id and key into registers that merge in any order.
-- A row does not grow with its history: of $set and $unset the latest counts, of $set_once the 32 earliest and the latest.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.person_properties{{ON_CLUSTER}}
(
    own_person_id  UUID COMMENT 'uuid5(distinct_id)',
    key            String,
    last_set       SimpleAggregateFunction(max, Tuple(timestamp DateTime64(6, 'UTC'), uuid FixedString(16), precedence UInt128, value String)),
    last_unset     SimpleAggregateFunction(max, Tuple(timestamp DateTime64(6, 'UTC'), uuid FixedString(16), precedence UInt128)),
    first_set_once AggregateFunction(groupArraySorted(32), Tuple(timestamp DateTime64(6, 'UTC'), uuid FixedString(16), received UInt128, value String)),
    last_set_once  SimpleAggregateFunction(max, Tuple(timestamp DateTime64(6, 'UTC'), uuid FixedString(16), precedence UInt128, value String)),
    touched_at     SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'When a row of it was stored',
    INDEX minmax_touched_at touched_at TYPE minmax GRANULARITY 1
)
ENGINE = {{REPLICATED}}AggregatingMergeTree({{COMMON_PATH}})
ORDER BY (own_person_id, key)
SETTINGS index_granularity = 1024, replicated_deduplication_window = 0, merge_selector_base = 10,
    max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1000000000000;

-- Of copies of an event the first received counts: precedence is larger, and received smaller, the earlier it came.
-- UUIDToNum, because ClickHouse itself compares the halves of a UUID in the other order than its text.
CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_normalized_to_properties{{ON_CLUSTER}} TO {{DATABASE}}.person_properties AS
WITH
    tupleElement(normalized, 'timestamp') AS timestamp,
    UUIDToNum(tupleElement(normalized, 'uuid')) AS uuid
SELECT
    tupleElement(normalized, 'person_id') AS own_person_id,
    operation.key AS key,
    maxIf((timestamp, uuid, precedence, operation.value), operation.kind = 'set') AS last_set,
    maxIf((timestamp, uuid, precedence), operation.kind = 'unset') AS last_unset,
    groupArraySortedStateIf(32)((timestamp, uuid, bitNot(precedence), operation.value), operation.kind = 'set_once') AS first_set_once,
    maxIf((timestamp, uuid, precedence, operation.value), operation.kind = 'set_once') AS last_set_once,
    now64(3, 'UTC') AS touched_at
FROM {{DATABASE}}.normalized_events
ARRAY JOIN tupleElement(normalized, 'person_operations') AS operation
GROUP BY own_person_id, key;
