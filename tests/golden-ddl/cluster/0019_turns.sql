CREATE OR REPLACE VIEW product_analytics.background_progress ON CLUSTER `main` AS
WITH (
    SELECT (maxIf(max_block_number, table = 'identity_claims'), maxIf(max_block_number, table = 'touched_ids'))
    FROM system.parts
    WHERE database = 'product_analytics' AND active
) AS last_blocks
SELECT
    job,
    if(length(groupUniqArray(started_at)) > 1, min(from_block), 0) AS taken_block,
    if(taken_block > if(job = 'identity', last_blocks.1, last_blocks.2), 0, taken_block) AS block
FROM
(
    SELECT DISTINCT job, started_at, from_block
    FROM
    (
        SELECT job, started_at, from_block
        FROM product_analytics.background_runs
        WHERE job = 'identity'
        ORDER BY started_at DESC
        LIMIT 1000
        UNION ALL
        SELECT job, started_at, from_block
        FROM product_analytics.background_runs
        WHERE job = 'persons'
        ORDER BY started_at DESC
        LIMIT 1000
    )
    ORDER BY started_at DESC
    LIMIT 2 BY job
)
GROUP BY job;

CREATE TABLE IF NOT EXISTS product_analytics.ids_to_resolve_turns ON CLUSTER `main`
(
    block      UInt64 COMMENT 'The last one that is there to take',
    started_at DateTime64(6, 'UTC') COMMENT 'No two turns are the same, or deduplication might take one for a repetition'
)
ENGINE = Null;

CREATE TABLE IF NOT EXISTS product_analytics.ids_to_fold_turns ON CLUSTER `main`
(
    block      UInt64 COMMENT 'The last one that is there to take',
    started_at DateTime64(6, 'UTC') COMMENT 'No two turns are the same, or deduplication might take one for a repetition'
)
ENGINE = Null;

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_turns_to_ids_to_resolve ON CLUSTER `main` TO product_analytics.ids_to_resolve AS
WITH (SELECT (started_at, settled_at, from_block, to_block) FROM product_analytics.background_reach WHERE job = 'identity') AS reach
SELECT
    distinct_id,
    own_person_id,
    assumeNotNull(reach.1) AS started_at,
    assumeNotNull(greatest(reach.2, reach.1 - INTERVAL 3 SECOND)) AS settled_at,
    assumeNotNull(reach.3) AS from_block,
    assumeNotNull(reach.4) AS to_block
FROM product_analytics.ids_to_resolve_turns AS turn
CROSS JOIN (SELECT DISTINCT distinct_id, own_person_id FROM product_analytics.claimed_ids) AS claimed;

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.mv_turns_to_ids_to_fold ON CLUSTER `main` TO product_analytics.ids_to_fold AS
WITH (SELECT (started_at, from_block, to_block) FROM product_analytics.background_reach WHERE job = 'persons') AS reach
SELECT
    distinct_id,
    own_person_id,
    assumeNotNull(reach.1) AS started_at,
    assumeNotNull(reach.2) AS from_block,
    assumeNotNull(reach.3) AS to_block
FROM product_analytics.ids_to_fold_turns AS turn
CROSS JOIN product_analytics.unfolded_ids AS unfolded;

DROP VIEW IF EXISTS product_analytics.reconcile_identity ON CLUSTER `main`;

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.reconcile_identity ON CLUSTER `main` REFRESH EVERY 2 SECOND APPEND TO product_analytics.ids_to_resolve_turns AS
SELECT toUInt64(max(max_block_number)) AS block, now64(6, 'UTC') AS started_at
FROM system.parts
WHERE database = 'product_analytics' AND table = 'identity_claims' AND active
HAVING block > (SELECT max(block) FROM product_analytics.background_progress WHERE job = 'identity');

DROP VIEW IF EXISTS product_analytics.fold_persons ON CLUSTER `main`;

CREATE MATERIALIZED VIEW IF NOT EXISTS product_analytics.fold_persons ON CLUSTER `main` REFRESH EVERY 1 SECOND APPEND TO product_analytics.ids_to_fold_turns AS
SELECT toUInt64(max(max_block_number)) AS block, now64(6, 'UTC') AS started_at
FROM system.parts
WHERE database = 'product_analytics' AND table = 'touched_ids' AND active
HAVING block > (SELECT max(block) FROM product_analytics.background_progress WHERE job = 'persons');
