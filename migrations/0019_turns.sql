-- The background jobs stay cheap, while nothing happens and after a month of runs: progress reads the last runs alone, not
-- all of them, and a job looks for its work only when there is a block that it has not taken.

-- Of the last two runs, in case that the last one was cut short. A table that lost all its parts counts from 1 again.
-- A run over many persons has a row for each block of them.
CREATE OR REPLACE VIEW {{DATABASE}}.background_progress AS
WITH (
    SELECT (maxIf(max_block_number, table = 'identity_claims'), maxIf(max_block_number, table = 'touched_ids'))
    FROM system.parts
    WHERE database = '{{DATABASE}}' AND active
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
        FROM {{DATABASE}}.background_runs
        WHERE job = 'identity'
        ORDER BY started_at DESC
        LIMIT 1000
        UNION ALL
        SELECT job, started_at, from_block
        FROM {{DATABASE}}.background_runs
        WHERE job = 'persons'
        ORDER BY started_at DESC
        LIMIT 1000
    )
    ORDER BY started_at DESC
    LIMIT 2 BY job
)
GROUP BY job;

CREATE TABLE IF NOT EXISTS {{DATABASE}}.ids_to_resolve_turns
(
    block      UInt64 COMMENT 'The last one that is there to take',
    started_at DateTime64(6, 'UTC') COMMENT 'No two turns are the same, or deduplication might take one for a repetition'
)
ENGINE = Null;

CREATE TABLE IF NOT EXISTS {{DATABASE}}.ids_to_fold_turns
(
    block      UInt64 COMMENT 'The last one that is there to take',
    started_at DateTime64(6, 'UTC') COMMENT 'No two turns are the same, or deduplication might take one for a repetition'
)
ENGINE = Null;

-- An insert of more than three seconds does not hold up the merges of others.
CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_turns_to_ids_to_resolve TO {{DATABASE}}.ids_to_resolve AS
WITH (SELECT (started_at, settled_at, from_block, to_block) FROM {{DATABASE}}.background_reach WHERE job = 'identity') AS reach
SELECT
    distinct_id,
    own_person_id,
    assumeNotNull(reach.1) AS started_at,
    assumeNotNull(greatest(reach.2, reach.1 - INTERVAL 3 SECOND)) AS settled_at,
    assumeNotNull(reach.3) AS from_block,
    assumeNotNull(reach.4) AS to_block
FROM {{DATABASE}}.ids_to_resolve_turns AS turn
CROSS JOIN (SELECT DISTINCT distinct_id, own_person_id FROM {{DATABASE}}.claimed_ids) AS claimed;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_turns_to_ids_to_fold TO {{DATABASE}}.ids_to_fold AS
WITH (SELECT (started_at, from_block, to_block) FROM {{DATABASE}}.background_reach WHERE job = 'persons') AS reach
SELECT
    distinct_id,
    own_person_id,
    assumeNotNull(reach.1) AS started_at,
    assumeNotNull(reach.2) AS from_block,
    assumeNotNull(reach.3) AS to_block
FROM {{DATABASE}}.ids_to_fold_turns AS turn
CROSS JOIN {{DATABASE}}.unfolded_ids AS unfolded;

-- The names of their tables begin with those that background_reach knows inserts by.
DROP VIEW IF EXISTS {{DATABASE}}.reconcile_identity;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.reconcile_identity REFRESH EVERY 2 SECOND APPEND TO {{DATABASE}}.ids_to_resolve_turns AS
SELECT toUInt64(max(max_block_number)) AS block, now64(6, 'UTC') AS started_at
FROM system.parts
WHERE database = '{{DATABASE}}' AND table = 'identity_claims' AND active
HAVING block > (SELECT max(block) FROM {{DATABASE}}.background_progress WHERE job = 'identity');

DROP VIEW IF EXISTS {{DATABASE}}.fold_persons;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.fold_persons REFRESH EVERY 1 SECOND APPEND TO {{DATABASE}}.ids_to_fold_turns AS
SELECT toUInt64(max(max_block_number)) AS block, now64(6, 'UTC') AS started_at
FROM system.parts
WHERE database = '{{DATABASE}}' AND table = 'touched_ids' AND active
HAVING block > (SELECT max(block) FROM {{DATABASE}}.background_progress WHERE job = 'persons');
