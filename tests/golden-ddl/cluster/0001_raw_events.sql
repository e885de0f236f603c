CREATE TABLE IF NOT EXISTS product_analytics.raw_events ON CLUSTER `main`
(
    batch_id      UUID,
    seq           UInt32,
    received_at   DateTime64(6, 'UTC') CODEC(Delta, ZSTD(1)),
    api_key       LowCardinality(String),
    origin        LowCardinality(String),
    ip            String,
    user_agent    String,
    sent_at       String,
    fallback_uuid UUID,
    event         String CODEC(ZSTD(1))
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/product_analytics/shards/{shard}/raw_events', '{replica}')
PARTITION BY toYYYYMMDD(received_at)
ORDER BY (received_at, batch_id, seq)
SETTINGS replicated_deduplication_window = 10000, ttl_only_drop_parts = 1;
