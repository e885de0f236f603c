-- The reconciler: every two seconds the rules of identity, as the C++ program has them, over all that new claims touch.
-- It brings what the insert cannot decide: long chains, cycles, forced claims, races, and why a claim is refused.
ALTER TABLE {{DATABASE}}.identity_claims MODIFY SETTING enable_block_number_column = 1;

-- What the background jobs have done. A run takes what was inserted after the last run but one: everything is taken
-- twice, so that a run cut short loses nothing. Taking it again changes nothing.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.background_runs
(
    job        LowCardinality(String) COMMENT 'identity or persons',
    started_at DateTime64(6, 'UTC'),
    from_block UInt64 COMMENT 'What was inserted up to this block had been taken twice',
    to_block   UInt64 COMMENT 'What was inserted up to this block is taken now',
    rows       SimpleAggregateFunction(sum, UInt64) COMMENT 'Ids resolved, or persons folded',
    changes    SimpleAggregateFunction(sum, UInt64) COMMENT 'Ids whose owner or person changed'
)
ENGINE = AggregatingMergeTree
ORDER BY (job, started_at, from_block, to_block)
TTL toDateTime(started_at) + INTERVAL 30 DAY;

-- The block after which each job has to read again. A table that lost all its parts counts from 1 again after a restart.
CREATE VIEW IF NOT EXISTS {{DATABASE}}.background_progress AS
WITH (
    SELECT mapFromArrays(groupArray(table), groupArray(block))
    FROM
    (
        SELECT table, max(max_block_number) AS block
        FROM system.parts
        WHERE database = '{{DATABASE}}' AND table IN ('identity_claims', 'touched_ids') AND active
        GROUP BY table
    )
) AS last_blocks
SELECT
    job,
    if(length(groupUniqArray(started_at)) > 1, argMin(to_block, started_at), 0) AS taken_block,
    if(taken_block > last_blocks[if(job = 'identity', 'identity_claims', 'touched_ids')], 0, taken_block) AS block
FROM (SELECT DISTINCT job, started_at, to_block FROM {{DATABASE}}.background_runs ORDER BY started_at DESC LIMIT 2 BY job)
GROUP BY job;

-- Ids named by claims that no run has seen twice. Part names end in the last block they hold, so old parts stay closed.
CREATE VIEW IF NOT EXISTS {{DATABASE}}.claimed_ids AS
WITH (SELECT max(block) FROM {{DATABASE}}.background_progress WHERE job = 'identity') AS seen_block
SELECT side.1 AS distinct_id, side.2 AS own_person_id
FROM {{DATABASE}}.identity_claims
ARRAY JOIN [(source, source_person_id), (target, target_person_id)] AS side
WHERE toUInt64(splitByChar('_', _part)[3]) > seen_block AND _block_number > seen_block;

-- These ids, and all others of the persons that they are or ever were part of: nothing else can change.
CREATE VIEW IF NOT EXISTS {{DATABASE}}.unresolved_ids AS
WITH persons AS
(
    SELECT own_person_id AS person_id FROM {{DATABASE}}.claimed_ids
    UNION ALL
    SELECT person_id FROM {{DATABASE}}.identity_decisions
    WHERE distinct_id IN (SELECT distinct_id FROM {{DATABASE}}.claimed_ids)
)
SELECT distinct_id
FROM {{DATABASE}}.identity_decisions
WHERE person_id IN (SELECT person_id FROM persons)
    AND joinGet('{{DATABASE}}.identity_state', 'person_id', cityHash64(distinct_id)) IN (SELECT person_id FROM persons)
UNION DISTINCT
SELECT distinct_id FROM {{DATABASE}}.claimed_ids;

CREATE TABLE IF NOT EXISTS {{DATABASE}}.resolved_ids
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

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_resolved_to_decisions TO {{DATABASE}}.identity_decisions AS
SELECT distinct_id, own_person_id, owner_hash, claimed_at, claim_uuid, is_identified, person_id, previous_person_id
FROM {{DATABASE}}.resolved_ids
WHERE is_changed;

-- A claim is stored again with its verdict: the same version, and of equal versions the last one written wins.
CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_resolved_to_claims TO {{DATABASE}}.identity_claims AS
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
    FROM {{DATABASE}}.resolved_ids
    ARRAY JOIN verdicts AS verdict
) AS resolved
INNER JOIN
(
    SELECT *, toString(kind) AS kind_name
    FROM {{DATABASE}}.identity_claims FINAL
    WHERE source IN (SELECT distinct_id FROM {{DATABASE}}.resolved_ids)
) AS claim
    ON claim.source = resolved.source AND claim.kind_name = resolved.kind AND claim.target = resolved.target AND claim.uuid = resolved.uuid
WHERE claim.refused != resolved.refused;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_resolved_to_runs TO {{DATABASE}}.background_runs AS
SELECT 'identity' AS job, started_at, from_block, to_block, count() AS rows, sum(is_changed) AS changes
FROM {{DATABASE}}.resolved_ids
GROUP BY started_at, from_block, to_block;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.reconcile_identity REFRESH EVERY 2 SECOND APPEND TO {{DATABASE}}.resolved_ids AS
SELECT
    distinct_id,
    own_person_id,
    if(owner = '', 0, cityHash64(owner)) AS owner_hash,
    claimed_at,
    claim_uuid,
    is_identified,
    person_id,
    coalesce(joinGetOrNull('{{DATABASE}}.identity_state', 'person_id', cityHash64(distinct_id)), own_person_id) AS previous_person_id,
    verdicts,
    isNull(joinGetOrNull('{{DATABASE}}.identity_state', 'person_id', cityHash64(distinct_id)))
        OR previous_person_id != person_id
        OR joinGet('{{DATABASE}}.identity_state', 'owner_hash', cityHash64(distinct_id)) != owner_hash
        OR joinGet('{{DATABASE}}.identity_state', 'claimed_at', cityHash64(distinct_id)) != claimed_at
        OR joinGet('{{DATABASE}}.identity_state', 'claim_uuid', cityHash64(distinct_id)) != claim_uuid
        OR joinGet('{{DATABASE}}.identity_state', 'is_identified', cityHash64(distinct_id)) != is_identified
        OR ifNull(joinGetOrNull('{{DATABASE}}.person_overrides', 'person_id', cityHash64(distinct_id)) != person_id, 0) AS is_changed,
    now64(6) AS started_at,
    (SELECT max(block) FROM {{DATABASE}}.background_progress WHERE job = 'identity') AS from_block,
    (SELECT max(max_block_number) FROM system.parts WHERE database = '{{DATABASE}}' AND table = 'identity_claims' AND active) AS to_block
FROM executable(
    'identity_roots',
    'RowBinary',
    'distinct_id String, own_person_id UUID, person_id UUID, owner String, claimed_at DateTime64(6), claim_uuid UUID, is_identified UInt8, verdicts Array(Tuple(kind String, target String, uuid UUID, refused String))',
    (
        SELECT toString(kind), source, target, timestamp, uuid
        FROM {{DATABASE}}.identity_claims FINAL
        WHERE source IN (SELECT distinct_id FROM {{DATABASE}}.unresolved_ids)
    ),
    SETTINGS check_exit_code = 1, command_read_timeout = 600000
)
WHERE distinct_id IN (SELECT distinct_id FROM {{DATABASE}}.unresolved_ids);
