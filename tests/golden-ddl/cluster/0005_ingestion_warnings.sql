CREATE TABLE IF NOT EXISTS product_analytics.ingestion_warnings ON CLUSTER `main`
(
    batch_id    UUID,
    seq         UInt32 COMMENT 'Position in the request, from 0',
    received_at DateTime64(6, 'UTC'),
    api_key     LowCardinality(String),
    uuid        UUID,
    event       LowCardinality(String),
    distinct_id String,
    warning     LowCardinality(String),
    detail      String
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/product_analytics/everywhere/ingestion_warnings', '{shard}-{replica}')
ORDER BY (received_at, batch_id, seq, warning)
SETTINGS replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_normalized_to_warnings ON CLUSTER `main` TO product_analytics.ingestion_warnings AS
SELECT
    batch_id,
    seq,
    received_at,
    api_key,
    uuid,
    event,
    distinct_id,
    found.kind AS warning,
    found.detail AS detail
FROM product_analytics.normalized_events
ARRAY JOIN warnings AS found;
