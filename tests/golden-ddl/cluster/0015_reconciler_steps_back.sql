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

ALTER TABLE product_analytics.resolved_ids ON CLUSTER `main`
    ADD COLUMN IF NOT EXISTS settled_before DateTime64(6, 'UTC') COMMENT 'The claims behind earlier decisions had been seen';

DROP VIEW IF EXISTS product_analytics.mv_resolved_to_decisions ON CLUSTER `main` SYNC;

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_resolved_to_decisions ON CLUSTER `main` TO product_analytics.identity_decisions AS
SELECT distinct_id, own_person_id, owner_hash, claimed_at, claim_uuid, is_identified, person_id, previous_person_id
FROM product_analytics.resolved_ids
WHERE is_changed AND dictGet('product_analytics.identity_state_live', 'decided_at', cityHash64(distinct_id)) < settled_before;

ALTER TABLE product_analytics.reconcile_identity ON CLUSTER `main` MODIFY QUERY
SELECT
    distinct_id,
    own_person_id,
    if(owner = '', 0, cityHash64(owner)) AS owner_hash,
    claimed_at,
    claim_uuid,
    is_identified,
    person_id,
    coalesce(dictGetOrNull('product_analytics.identity_state_live', 'person_id', cityHash64(distinct_id)), own_person_id) AS previous_person_id,
    verdicts,
    dictGet('product_analytics.identity_state_live', 'decided_at', cityHash64(distinct_id)) < settled_before
        AND (
            isNull(dictGetOrNull('product_analytics.identity_state_live', 'person_id', cityHash64(distinct_id)))
            OR previous_person_id != person_id
            OR dictGet('product_analytics.identity_state_live', 'owner_hash', cityHash64(distinct_id)) != owner_hash
            OR dictGet('product_analytics.identity_state_live', 'claimed_at', cityHash64(distinct_id)) != claimed_at
            OR dictGet('product_analytics.identity_state_live', 'claim_uuid', cityHash64(distinct_id)) != claim_uuid
            OR dictGet('product_analytics.identity_state_live', 'is_identified', cityHash64(distinct_id)) != is_identified
            OR ifNull(dictGetOrNull('product_analytics.person_overrides_live', 'person_id', cityHash64(distinct_id)) != person_id, 0)
        ) AS is_changed,
    now64(6) AS started_at,
    (SELECT max(block) FROM product_analytics.background_progress WHERE job = 'identity') AS from_block,
    (SELECT max(max_block_number) FROM system.parts WHERE database = 'product_analytics' AND table = 'identity_claims' AND active) AS to_block,
    (
        SELECT now64(6, 'UTC') - toIntervalMicrosecond(toUInt64(1000000 * least(max(elapsed), 2)))
        FROM system.processes
        WHERE query_kind = 'Insert'
    ) AS settled_before
FROM executable(
    'identity_roots',
    'RowBinary',
    'distinct_id String, own_person_id UUID, person_id UUID, owner String, claimed_at DateTime64(6), claim_uuid UUID, is_identified UInt8, verdicts Array(Tuple(kind String, target String, uuid UUID, refused String))',
    (
        SELECT toString(kind), source, target, timestamp, uuid
        FROM product_analytics.identity_claims FINAL
        WHERE source IN (SELECT distinct_id FROM product_analytics.unresolved_ids)
    ),
    SETTINGS check_exit_code = 1, command_read_timeout = 600000
)
WHERE distinct_id IN (SELECT distinct_id FROM product_analytics.unresolved_ids);
