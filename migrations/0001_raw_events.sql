-- Every event as received, with all that varies between receptions stored beside it (receive time, fallback id).
-- The log from which everything else can be rebuilt; one insert touches one partition, so that one token covers it.
-- fsync: what was acknowledged outlives a loss of power. The other tables follow from it.
-- min_free_disk_bytes: on a disk without a free byte ClickHouse stores parts that it cannot read, so inserts end before.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.raw_events{{ON_CLUSTER}}
(
    batch_id      UUID,
    seq           UInt32,
    received_at   DateTime64(6, 'UTC') CODEC(Delta, ZSTD(1)),
    api_key       LowCardinality(String),
    origin        LowCardinality(String),
    ip            String,
    user_agent    String,
    sent_at       String,
    dialect       LowCardinality(String) COMMENT 'The form of the event: empty is our own',
    sdk           LowCardinality(String) COMMENT 'The SDK as it named itself',
    privacy       LowCardinality(String) COMMENT 'What the request asked for: gpc (Sec-GPC: 1), dnt (DNT: 1), or gpc,dnt',
    fallback_uuid UUID,
    event         String CODEC(ZSTD(1))
)
ENGINE = {{REPLICATED}}MergeTree({{SHARD_PATH}})
PARTITION BY toYYYYMMDD(received_at)
ORDER BY (received_at, batch_id, seq)
SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, min_rows_to_fsync_after_merge = 1,
    min_free_disk_bytes_to_perform_insert = 268435456,
    non_replicated_deduplication_window = 10000, replicated_deduplication_window = 10000, ttl_only_drop_parts = 1, materialize_ttl_recalculate_only = 1, merge_selector_base = 20;
