-- How far a background job may rely on what it sees, while inserts write to several tables one after another, some of them
-- slowly: what it saw of an insert under way is taken again by a run that began after that insert was over.
CREATE VIEW IF NOT EXISTS {{DATABASE}}.background_reach AS
WITH
    (
        SELECT (toUInt64(claims), toUInt64(touched), nowInBlock64(6, 'UTC'))
        FROM
        (
            SELECT maxIf(max_block_number, table = 'identity_claims') AS claims, maxIf(max_block_number, table = 'touched_ids') AS touched
            FROM system.parts
            WHERE database = '{{DATABASE}}' AND active
        )
    ) AS seen,
    -- Named by its part of seen, it is looked at after that.
    (
        SELECT if(count() = 0, nowInBlock64(6, 'UTC'), now64(6, 'UTC') - toIntervalMicrosecond(toUInt64(max(elapsed) * 1000000)))
        FROM system.processes
        WHERE seen.3 > 0 AND query_kind = 'Insert' AND query_id != queryID()
            AND match(query, '(?i)^[[:space:]]*INSERT INTO [^ ]*(raw_events|normalized_events|resolved_ids)')
    ) AS oldest_insert_at
SELECT
    job.job AS job,
    job.to_block AS to_block,
    seen.3 AS started_at,
    oldest_insert_at AS settled_at,
    greatest(taken.block, multiIf(settled_at >= started_at, to_block, run.to_block <= to_block, run.to_block, 0)) AS from_block
FROM
(
    SELECT 'identity' AS job, seen.1 AS to_block, oldest_insert_at
    UNION ALL
    SELECT 'persons' AS job, seen.2 AS to_block, oldest_insert_at
) AS job
LEFT JOIN {{DATABASE}}.background_progress AS taken ON taken.job = job.job
ASOF LEFT JOIN
(
    SELECT job, started_at, to_block
    FROM {{DATABASE}}.background_runs
    WHERE started_at > now() - INTERVAL 1 HOUR
) AS run ON run.job = job.job AND run.started_at <= job.oldest_insert_at;

-- Of the last run but one, in case that the last one was cut short. A table that lost all its parts counts from 1 again.
CREATE OR REPLACE VIEW {{DATABASE}}.background_progress AS
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
    if(length(groupUniqArray(started_at)) > 1, argMin(from_block, started_at), 0) AS taken_block,
    if(taken_block > last_blocks[if(job = 'identity', 'identity_claims', 'touched_ids')], 0, taken_block) AS block
FROM (SELECT DISTINCT job, started_at, from_block FROM {{DATABASE}}.background_runs ORDER BY started_at DESC LIMIT 2 BY job)
GROUP BY job;

ALTER TABLE {{DATABASE}}.resolved_ids
    ADD COLUMN IF NOT EXISTS settled_at DateTime64(6, 'UTC') COMMENT 'Decisions made later may rest on claims that this run did not see';

-- These are left alone: a run that begins after such an insert takes its claims.
ALTER TABLE {{DATABASE}}.mv_resolved_to_decisions MODIFY QUERY
SELECT
    distinct_id, own_person_id, owner_hash, claimed_at, claim_uuid, is_identified, person_id, previous_person_id,
    nowInBlock64(6, 'UTC') AS decided_at
FROM {{DATABASE}}.resolved_ids
WHERE is_changed AND joinGet('{{DATABASE}}.identity_state', 'decided_at', cityHash64(distinct_id)) < settled_at;

-- An insert of more than three seconds does not hold up the merges of others.
ALTER TABLE {{DATABASE}}.reconcile_identity MODIFY QUERY
WITH (SELECT (started_at, settled_at, from_block, to_block) FROM {{DATABASE}}.background_reach WHERE job = 'identity') AS reach
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
    reach.1 AS started_at,
    greatest(reach.2, reach.1 - INTERVAL 3 SECOND) AS settled_at,
    reach.3 AS from_block,
    reach.4 AS to_block
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
