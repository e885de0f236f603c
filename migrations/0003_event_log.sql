-- Accepted events. Copies of one event collapse to the first received one.
-- person_id is uuid5(distinct_id), for ever; the view events says whose it became. Merges take many parts at once (merge_selector_base),
-- because each insert makes one. Parts that a loss of power broke do not keep ClickHouse from starting, here as in every table
-- that follows from raw events.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.event_log{{LOCAL}}{{ON_CLUSTER}}
(
    uuid            UUID,
    api_key         LowCardinality(String),
    event           LowCardinality(String),
    distinct_id     String,
    person_id       UUID,
    session_id      String,
    session_id_uuid Nullable(UUID),
    window_id       String,
    window_id_uuid  Nullable(UUID),
    elements_chain  String CODEC(ZSTD(1)),
    timestamp       DateTime64(6, 'UTC'),
    inserted_at     DateTime64(6, 'UTC'),
    ip              String,
    user_agent      String,
    dialect         LowCardinality(String) COMMENT 'As in raw_events',
    current_url     String CODEC(ZSTD(1)),
    host            String,
    properties      String CODEC(ZSTD(1)),
    is_deleted      Int8,
    precedence      UInt128 COMMENT 'Larger is received earlier',
    INDEX bloom_distinct_id distinct_id TYPE bloom_filter(0.01),
    INDEX bloom_session_id session_id TYPE bloom_filter(0.01),
    INDEX bloom_window_id window_id TYPE bloom_filter(0.01),
    INDEX minmax_inserted_at inserted_at TYPE minmax
)
ENGINE = {{REPLICATED}}ReplacingMergeTree({{SHARD_PATH}}{{COMMA}}precedence)
PARTITION BY toYYYYMM(timestamp)
ORDER BY (toDate(timestamp), event, cityHash64(distinct_id), cityHash64(uuid))
SAMPLE BY cityHash64(distinct_id)
SETTINGS replicated_deduplication_window = 0, merge_selector_base = 10, merge_with_ttl_timeout = 86400, materialize_ttl_recalculate_only = 1,
    max_suspicious_broken_parts = 1000000, max_suspicious_broken_parts_bytes = 1000000000000;

-- On a cluster: spreads the rows over the shards, all events of one id in one of them. On one node the table is there already, by
-- the statement before, for LOCAL is empty.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.event_log{{ON_CLUSTER}} AS {{DATABASE}}.event_log{{LOCAL}}
ENGINE = Distributed('{{CLUSTER}}', '{{DATABASE}}', 'event_log{{LOCAL}}', cityHash64(distinct_id));

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_normalized_to_event_log{{ON_CLUSTER}} TO {{DATABASE}}.event_log AS
SELECT
    tupleElement(normalized, 'uuid') AS uuid,
    api_key,
    tupleElement(normalized, 'event') AS event,
    tupleElement(normalized, 'distinct_id') AS distinct_id,
    tupleElement(normalized, 'person_id') AS person_id,
    tupleElement(normalized, 'session_id') AS session_id,
    tupleElement(normalized, 'session_id_uuid') AS session_id_uuid,
    tupleElement(normalized, 'window_id') AS window_id,
    tupleElement(normalized, 'window_id_uuid') AS window_id_uuid,
    tupleElement(normalized, 'elements_chain') AS elements_chain,
    tupleElement(normalized, 'timestamp') AS timestamp,
    received_at AS inserted_at,
    ip,
    user_agent,
    dialect,
    tupleElement(normalized, 'current_url') AS current_url,
    tupleElement(normalized, 'host') AS host,
    multiIf(
        tupleElement(normalized, 'rewritten_properties') != '',
        tupleElement(normalized, 'rewritten_properties'),
        tupleElement(normalized, 'properties_length') = 0,
        '{}',
        substring(raw_event, tupleElement(normalized, 'properties_offset') + 1, tupleElement(normalized, 'properties_length'))
    ) AS properties,
    0 AS is_deleted,
    precedence
FROM {{DATABASE}}.normalized_events
WHERE tupleElement(normalized, 'reject_reason') = '' AND NOT is_logged;
