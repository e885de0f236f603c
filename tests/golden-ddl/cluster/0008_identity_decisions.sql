CREATE TABLE IF NOT EXISTS product_analytics.identity_decisions ON CLUSTER `main`
(
    distinct_id        String,
    own_person_id      UUID COMMENT 'uuid5(distinct_id)',
    owner_hash         UInt64 COMMENT 'cityHash64 of the target of the plain claim in force; 0 without one',
    claimed_at         DateTime64(6, 'UTC') COMMENT 'Of the claim in force',
    claim_uuid         UUID COMMENT 'Of the claim in force',
    is_identified      UInt8,
    person_id          UUID COMMENT 'uuid5 of the root',
    previous_person_id UUID COMMENT 'Decided before; own_person_id at first',
    decided_at         DateTime64(6, 'UTC') DEFAULT now64(6),
    PROJECTION by_person (SELECT * ORDER BY person_id),
    PROJECTION by_owner (SELECT * ORDER BY owner_hash)
)
ENGINE = ReplicatedMergeTree('/clickhouse/tables/product_analytics/everywhere/identity_decisions', '{shard}-{replica}')
ORDER BY distinct_id
SETTINGS replicated_deduplication_window = 10000;

CREATE TABLE IF NOT EXISTS product_analytics.identity_state ON CLUSTER `main`
(
    distinct_id_hash UInt64 COMMENT 'cityHash64(distinct_id)',
    owner_hash       UInt64,
    claimed_at       DateTime64(6, 'UTC'),
    claim_uuid       UUID,
    is_identified    UInt8,
    person_id        UUID
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
    person_id        UUID
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
    person_id        UUID
)
PRIMARY KEY distinct_id_hash
SOURCE(CLICKHOUSE(NAME product_analytics
    QUERY 'SELECT * FROM product_analytics.identity_state FINAL WHERE {condition}'))
LAYOUT(DIRECT());

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_decisions_to_state ON CLUSTER `main` TO product_analytics.identity_state AS
SELECT cityHash64(distinct_id) AS distinct_id_hash, owner_hash, claimed_at, claim_uuid, is_identified, person_id
FROM product_analytics.identity_decisions;

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_decisions_to_overrides ON CLUSTER `main` TO product_analytics.person_overrides AS
SELECT cityHash64(distinct_id) AS distinct_id_hash, person_id
FROM product_analytics.identity_decisions
WHERE coalesce(dictGetOrNull('product_analytics.person_overrides_live', 'person_id', cityHash64(distinct_id)), own_person_id) != person_id
    OR (person_id = own_person_id AND previous_person_id != own_person_id);
