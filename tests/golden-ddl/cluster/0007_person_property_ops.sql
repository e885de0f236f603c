CREATE TABLE IF NOT EXISTS product_analytics.person_property_ops ON CLUSTER `main`
(
    distinct_id String,
    person_id   UUID,
    timestamp   DateTime64(6, 'UTC'),
    uuid        UUID,
    operations  Array(Tuple(
        kind Enum8('set_once' = 1, 'set' = 2, 'unset' = 3),
        key String,
        value String)) COMMENT 'kind: in the order in which one event applies them; value: JSON text, empty for unset',
    precedence  UInt128 COMMENT 'Larger is received earlier: of several copies of an event the first one wins'
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/product_analytics/everywhere/person_property_ops', '{shard}-{replica}', precedence)
ORDER BY (distinct_id, uuid)
SETTINGS replicated_deduplication_window = 10000;

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_normalized_to_property_ops ON CLUSTER `main` TO product_analytics.person_property_ops AS
SELECT
    distinct_id,
    person_id,
    timestamp,
    uuid,
    person_operations AS operations,
    precedence
FROM product_analytics.normalized_events
WHERE notEmpty(person_operations);
