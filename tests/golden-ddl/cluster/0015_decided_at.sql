DROP DICTIONARY IF EXISTS product_analytics.identity_state_map ON CLUSTER `main` SYNC;

DROP DICTIONARY IF EXISTS product_analytics.identity_state_live ON CLUSTER `main` SYNC;

DROP TABLE IF EXISTS product_analytics.identity_state ON CLUSTER `main` SYNC;

CREATE TABLE IF NOT EXISTS product_analytics.identity_state ON CLUSTER `main`
(
    distinct_id_hash UInt64 COMMENT 'cityHash64(distinct_id)',
    owner_hash       UInt64,
    claimed_at       DateTime64(6, 'UTC'),
    claim_uuid       UUID,
    is_identified    UInt8,
    person_id        UUID,
    decided_at       DateTime64(6, 'UTC')
)
ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/product_analytics/everywhere/identity_state', '{shard}-{replica}')
ORDER BY distinct_id_hash
SETTINGS replicated_deduplication_window = 0;

CREATE DICTIONARY IF NOT EXISTS product_analytics.identity_state_map ON CLUSTER `main`
(
    distinct_id_hash UInt64,
    owner_hash       UInt64,
    claimed_at       DateTime64(6, 'UTC'),
    claim_uuid       UUID,
    is_identified    UInt8,
    person_id        UUID,
    decided_at       DateTime64(6, 'UTC')
)
PRIMARY KEY distinct_id_hash
SOURCE(CLICKHOUSE(NAME product_analytics
    QUERY 'SELECT * FROM product_analytics.identity_state FINAL'
    INVALIDATE_QUERY 'SELECT (max(max_block_number), sum(rows)) FROM system.parts WHERE database = ''product_analytics'' AND table = ''identity_state'' AND active'))
LAYOUT(HASHED())
LIFETIME(MIN 1 MAX 2);

CREATE DICTIONARY IF NOT EXISTS product_analytics.identity_state_live ON CLUSTER `main`
(
    distinct_id_hash UInt64,
    owner_hash       UInt64,
    claimed_at       DateTime64(6, 'UTC'),
    claim_uuid       UUID,
    is_identified    UInt8,
    person_id        UUID,
    decided_at       DateTime64(6, 'UTC')
)
PRIMARY KEY distinct_id_hash
SOURCE(CLICKHOUSE(NAME product_analytics
    QUERY 'SELECT * FROM product_analytics.identity_state FINAL WHERE {condition}'))
LAYOUT(DIRECT());

DROP VIEW IF EXISTS product_analytics.mv_decisions_to_state ON CLUSTER `main` SYNC;

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_decisions_to_state ON CLUSTER `main` TO product_analytics.identity_state AS
SELECT cityHash64(distinct_id) AS distinct_id_hash, owner_hash, claimed_at, claim_uuid, is_identified, person_id, decided_at
FROM product_analytics.identity_decisions;

INSERT INTO product_analytics.identity_state
SELECT cityHash64(distinct_id), latest.1, latest.2, latest.3, latest.4, latest.5, latest.6
FROM
(
    SELECT distinct_id, argMax((owner_hash, claimed_at, claim_uuid, is_identified, person_id, decided_at), decided_at) AS latest
    FROM product_analytics.identity_decisions
    GROUP BY distinct_id
);
