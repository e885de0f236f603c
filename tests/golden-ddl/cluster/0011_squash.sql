CREATE TABLE IF NOT EXISTS product_analytics.shifted_events_local ON CLUSTER `main`
(
    event       LowCardinality(String),
    distinct_id String,
    uuid        UUID,
    received_at DateTime64(6, 'UTC')
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/product_analytics/shards/{shard}/shifted_events', '{replica}')
ORDER BY (event, distinct_id, uuid)
TTL toDateTime(received_at) + INTERVAL 90 DAY
SETTINGS replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS product_analytics.shifted_events ON CLUSTER `main` AS product_analytics.shifted_events_local
ENGINE = Distributed('main', 'product_analytics', 'shifted_events_local', cityHash64(distinct_id));

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_normalized_to_shifted ON CLUSTER `main` TO product_analytics.shifted_events AS
SELECT event, distinct_id, uuid, received_at
FROM product_analytics.normalized_events
WHERE reject_reason = ''
    AND uuid != fallback_uuid
    AND (
        timestamp = received_at
        OR (sent_at != '' AND abs(toUnixTimestamp64Micro(received_at) - ifNull(toUnixTimestamp64Micro(parseDateTime64BestEffortOrNull(sent_at, 6, 'UTC')), 0)) > 59000000)
    );

CREATE TABLE IF NOT EXISTS product_analytics.activity_repairs ON CLUSTER `main`
(
    distinct_id   String,
    own_person_id UUID
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/product_analytics/everywhere/activity_repairs', '{shard}-{replica}')
ORDER BY distinct_id
SETTINGS replicated_deduplication_window = 0;
