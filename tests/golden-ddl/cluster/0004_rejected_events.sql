CREATE TABLE IF NOT EXISTS product_analytics.rejected_events ON CLUSTER `main`
(
    batch_id      UUID,
    seq           UInt32 COMMENT 'Position in the request, from 0',
    received_at   DateTime64(6, 'UTC'),
    api_key       LowCardinality(String),
    origin        LowCardinality(String),
    ip            String,
    user_agent    String,
    sent_at       String,
    fallback_uuid UUID,
    reason        LowCardinality(String),
    event         String COMMENT 'The text as received' CODEC(ZSTD(1))
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/product_analytics/everywhere/rejected_events', '{shard}-{replica}')
ORDER BY (received_at, batch_id, seq)
SETTINGS replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_normalized_to_rejected ON CLUSTER `main` TO product_analytics.rejected_events AS
SELECT
    batch_id,
    seq,
    received_at,
    api_key,
    origin,
    ip,
    user_agent,
    sent_at,
    fallback_uuid,
    reject_reason AS reason,
    raw_event AS event
FROM product_analytics.normalized_events
WHERE reject_reason != '';
