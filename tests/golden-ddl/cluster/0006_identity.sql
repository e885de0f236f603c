CREATE TABLE IF NOT EXISTS product_analytics.identity_claims ON CLUSTER `main`
(
    source           String,
    source_person_id UUID COMMENT 'uuid5(source)',
    target           String,
    target_person_id UUID COMMENT 'uuid5(target)',
    kind             Enum8('plain' = 1, 'forced' = 2, 'identified' = 3) COMMENT 'identified: source = target is a known user',
    timestamp        DateTime64(6, 'UTC'),
    uuid             UUID,
    refused          LowCardinality(String) COMMENT 'Why the claim does not count; empty when it may',
    precedence       UInt128 COMMENT 'Larger is received earlier'
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/product_analytics/everywhere/identity_claims', '{shard}-{replica}', precedence)
ORDER BY (source, target, kind, uuid)
SETTINGS replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS product_analytics.person_overrides ON CLUSTER `main`
(
    distinct_id_hash UInt64 COMMENT 'cityHash64(distinct_id)',
    person_id        UUID
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/product_analytics/everywhere/person_overrides', '{shard}-{replica}')
ORDER BY distinct_id_hash
SETTINGS replicated_deduplication_window = 0;

CREATE DICTIONARY IF NOT EXISTS product_analytics.person_overrides_map ON CLUSTER `main`
(
    distinct_id_hash UInt64,
    person_id        UUID
)
PRIMARY KEY distinct_id_hash
SOURCE(CLICKHOUSE(NAME product_analytics
    QUERY 'SELECT * FROM product_analytics.person_overrides FINAL'
    INVALIDATE_QUERY 'SELECT (max(max_block_number), sum(rows)) FROM system.parts WHERE database = ''product_analytics'' AND table = ''person_overrides'' AND active'))
LAYOUT(HASHED())
LIFETIME(MIN 1 MAX 2);

CREATE DICTIONARY IF NOT EXISTS product_analytics.person_overrides_live ON CLUSTER `main`
(
    distinct_id_hash UInt64,
    person_id        UUID
)
PRIMARY KEY distinct_id_hash
SOURCE(CLICKHOUSE(NAME product_analytics
    QUERY 'SELECT * FROM product_analytics.person_overrides FINAL WHERE {condition}'))
LAYOUT(DIRECT());

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_normalized_to_claims ON CLUSTER `main` TO product_analytics.identity_claims AS
SELECT
    claim.source AS source,
    claim.source_person_id AS source_person_id,
    claim.target AS target,
    person_id AS target_person_id,
    claim.kind AS kind,
    timestamp,
    uuid,
    claim.refused AS refused,
    precedence
FROM product_analytics.normalized_events
ARRAY JOIN claims AS claim;
