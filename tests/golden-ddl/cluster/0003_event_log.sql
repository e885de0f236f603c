CREATE TABLE IF NOT EXISTS product_analytics.event_log_local ON CLUSTER `main`
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
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/product_analytics/shards/{shard}/event_log', '{replica}', precedence)
PARTITION BY toYYYYMM(timestamp)
ORDER BY (toDate(timestamp), event, cityHash64(distinct_id), cityHash64(uuid))
SAMPLE BY cityHash64(distinct_id)
SETTINGS replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS product_analytics.event_log ON CLUSTER `main` AS product_analytics.event_log_local
ENGINE = Distributed('main', 'product_analytics', 'event_log_local', cityHash64(distinct_id));

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_normalized_to_event_log ON CLUSTER `main` TO product_analytics.event_log AS
SELECT
    uuid,
    api_key,
    event,
    distinct_id,
    person_id,
    session_id,
    session_id_uuid,
    window_id,
    window_id_uuid,
    elements_chain,
    timestamp,
    received_at AS inserted_at,
    ip,
    user_agent,
    current_url,
    host,
    if(properties_length = 0, '{}', substring(raw_event, properties_offset + 1, properties_length)) AS properties,
    0 AS is_deleted,
    precedence
FROM product_analytics.normalized_events
WHERE reject_reason = '';
