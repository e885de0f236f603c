ALTER TABLE product_analytics.identity_claims ON CLUSTER `main` MODIFY SETTING enable_block_number_column = 1;

CREATE TABLE IF NOT EXISTS product_analytics.background_runs ON CLUSTER `main`
(
    job        LowCardinality(String) COMMENT 'identity or persons',
    started_at DateTime64(6, 'UTC'),
    from_block UInt64 COMMENT 'What was inserted up to this block had been taken twice',
    to_block   UInt64 COMMENT 'What was inserted up to this block is taken now',
    rows       SimpleAggregateFunction(sum, UInt64) COMMENT 'Ids resolved, or persons folded',
    changes    SimpleAggregateFunction(sum, UInt64) COMMENT 'Ids whose owner or person changed'
)
ENGINE = ReplicatedAggregatingMergeTree('/clickhouse/tables/product_analytics/everywhere/background_runs', '{shard}-{replica}')
ORDER BY (job, started_at, from_block, to_block)
TTL toDateTime(started_at) + INTERVAL 30 DAY
SETTINGS replicated_deduplication_window = 0;

CREATE VIEW IF NOT EXISTS product_analytics.background_progress ON CLUSTER `main` AS
WITH (
    SELECT mapFromArrays(groupArray(table), groupArray(block))
    FROM
    (
        SELECT table, max(max_block_number) AS block
        FROM system.parts
        WHERE database = 'product_analytics' AND table IN ('identity_claims', 'touched_ids') AND active
        GROUP BY table
    )
) AS last_blocks
SELECT
    job,
    if(length(groupUniqArray(started_at)) > 1, argMin(to_block, started_at), 0) AS taken_block,
    if(taken_block > last_blocks[if(job = 'identity', 'identity_claims', 'touched_ids')], 0, taken_block) AS block
FROM (SELECT DISTINCT job, started_at, to_block FROM product_analytics.background_runs ORDER BY started_at DESC LIMIT 2 BY job)
GROUP BY job;

CREATE VIEW IF NOT EXISTS product_analytics.claimed_ids ON CLUSTER `main` AS
WITH (SELECT max(block) FROM product_analytics.background_progress WHERE job = 'identity') AS seen_block
SELECT side.1 AS distinct_id, side.2 AS own_person_id
FROM product_analytics.identity_claims
ARRAY JOIN [(source, source_person_id), (target, target_person_id)] AS side
WHERE toUInt64(splitByChar('_', _part)[3]) > seen_block AND _block_number > seen_block;

CREATE VIEW IF NOT EXISTS product_analytics.unresolved_ids ON CLUSTER `main` AS
WITH persons AS
(
    SELECT own_person_id AS person_id FROM product_analytics.claimed_ids
    UNION ALL
    SELECT person_id FROM product_analytics.identity_decisions
    WHERE distinct_id IN (SELECT distinct_id FROM product_analytics.claimed_ids)
)
SELECT distinct_id
FROM product_analytics.identity_decisions
WHERE person_id IN (SELECT person_id FROM persons)
    AND dictGet('product_analytics.identity_state_live', 'person_id', cityHash64(distinct_id)) IN (SELECT person_id FROM persons)
UNION DISTINCT
SELECT distinct_id FROM product_analytics.claimed_ids;

CREATE TABLE IF NOT EXISTS product_analytics.resolved_ids ON CLUSTER `main`
(
    distinct_id        String,
    own_person_id      UUID,
    owner_hash         UInt64,
    claimed_at         DateTime64(6, 'UTC'),
    claim_uuid         UUID,
    is_identified      UInt8,
    person_id          UUID,
    previous_person_id UUID,
    verdicts           Array(Tuple(kind String, target String, uuid UUID, refused String)),
    is_changed         UInt8 COMMENT 'Against identity_state, and person_overrides where it has the id: races may part the two',
    started_at         DateTime64(6, 'UTC'),
    from_block         UInt64,
    to_block           UInt64
)
ENGINE = Null;

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_resolved_to_decisions ON CLUSTER `main` TO product_analytics.identity_decisions AS
SELECT distinct_id, own_person_id, owner_hash, claimed_at, claim_uuid, is_identified, person_id, previous_person_id
FROM product_analytics.resolved_ids
WHERE is_changed;

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_resolved_to_claims ON CLUSTER `main` TO product_analytics.identity_claims AS
SELECT
    claim.source AS source,
    claim.source_person_id AS source_person_id,
    claim.target AS target,
    claim.target_person_id AS target_person_id,
    claim.kind AS kind,
    claim.timestamp AS timestamp,
    claim.uuid AS uuid,
    resolved.refused AS refused,
    claim.precedence AS precedence
FROM
(
    SELECT distinct_id AS source, verdict.kind AS kind, verdict.target AS target, verdict.uuid AS uuid, verdict.refused AS refused
    FROM product_analytics.resolved_ids
    ARRAY JOIN verdicts AS verdict
) AS resolved
INNER JOIN
(
    SELECT *, toString(kind) AS kind_name
    FROM product_analytics.identity_claims FINAL
    WHERE source IN (SELECT distinct_id FROM product_analytics.resolved_ids)
) AS claim
    ON claim.source = resolved.source AND claim.kind_name = resolved.kind AND claim.target = resolved.target AND claim.uuid = resolved.uuid
WHERE claim.refused != resolved.refused;

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_resolved_to_runs ON CLUSTER `main` TO product_analytics.background_runs AS
SELECT 'identity' AS job, started_at, from_block, to_block, count() AS rows, sum(is_changed) AS changes
FROM product_analytics.resolved_ids
GROUP BY started_at, from_block, to_block;

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.reconcile_identity ON CLUSTER `main` REFRESH EVERY 2 SECOND APPEND TO product_analytics.resolved_ids AS
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
    isNull(dictGetOrNull('product_analytics.identity_state_live', 'person_id', cityHash64(distinct_id)))
        OR previous_person_id != person_id
        OR dictGet('product_analytics.identity_state_live', 'owner_hash', cityHash64(distinct_id)) != owner_hash
        OR dictGet('product_analytics.identity_state_live', 'claimed_at', cityHash64(distinct_id)) != claimed_at
        OR dictGet('product_analytics.identity_state_live', 'claim_uuid', cityHash64(distinct_id)) != claim_uuid
        OR dictGet('product_analytics.identity_state_live', 'is_identified', cityHash64(distinct_id)) != is_identified
        OR ifNull(dictGetOrNull('product_analytics.person_overrides_live', 'person_id', cityHash64(distinct_id)) != person_id, 0) AS is_changed,
    now64(6) AS started_at,
    (SELECT max(block) FROM product_analytics.background_progress WHERE job = 'identity') AS from_block,
    (SELECT max(max_block_number) FROM system.parts WHERE database = 'product_analytics' AND table = 'identity_claims' AND active) AS to_block
FROM null('distinct_id String, own_person_id UUID, person_id UUID, owner String, claimed_at DateTime64(6), claim_uuid UUID, is_identified UInt8, verdicts Array(Tuple(kind String, target String, uuid UUID, refused String))')
WHERE distinct_id IN (SELECT distinct_id FROM product_analytics.unresolved_ids);
