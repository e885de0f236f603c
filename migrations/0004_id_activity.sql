-- When each distinct id was first and last seen in an event.
-- touched_at finds the ids whose person is to be folded again.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.id_activity{{ON_CLUSTER}}
(
    own_person_id UUID COMMENT 'uuid5(distinct_id)',
    distinct_id   String,
    first_seen_at SimpleAggregateFunction(min, DateTime64(6, 'UTC')),
    last_seen_at  SimpleAggregateFunction(max, DateTime64(6, 'UTC')),
    touched_at    SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'When a row of it was stored',
    INDEX minmax_touched_at touched_at TYPE minmax GRANULARITY 1,
    INDEX bloom_distinct_id distinct_id TYPE bloom_filter(0.001) GRANULARITY 1
)
ENGINE = {{REPLICATED}}AggregatingMergeTree({{COMMON_PATH}})
ORDER BY (own_person_id, distinct_id)
SETTINGS index_granularity = 1024, replicated_deduplication_window = 0, merge_selector_base = 10,
    max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1000000000000;

-- An event about a group is about no person, and what an operator says of an id is nothing that its person did.
CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_normalized_to_id_activity{{ON_CLUSTER}} TO {{DATABASE}}.id_activity AS
SELECT
    tupleElement(normalized, 'person_id') AS own_person_id,
    tupleElement(normalized, 'distinct_id') AS distinct_id,
    tupleElement(normalized, 'timestamp') AS first_seen_at,
    tupleElement(normalized, 'timestamp') AS last_seen_at,
    now64(3, 'UTC') AS touched_at
FROM {{DATABASE}}.normalized_events
WHERE tupleElement(normalized, 'reject_reason') = '' AND tupleElement(normalized, 'event') != '$groupidentify' AND dialect != 'operator';
