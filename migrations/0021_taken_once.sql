-- A background job takes each block once: when the run before is known to have ended well, its blocks are not taken again.
-- An id that only sent events is folded every five seconds, by a job of its own: nothing but its times can have changed.
DROP VIEW IF EXISTS {{DATABASE}}.reconcile_identity;

DROP VIEW IF EXISTS {{DATABASE}}.fold_persons;

DROP VIEW IF EXISTS {{DATABASE}}.mv_turns_to_ids_to_resolve;

DROP VIEW IF EXISTS {{DATABASE}}.mv_turns_to_ids_to_fold;

-- Whether this node runs the jobs, and whether it alone runs them and takes inserts. A cluster gets another view of that name
-- after the migrations.
CREATE OR REPLACE VIEW {{DATABASE}}.background_node AS
SELECT 1 AS runs_jobs, count() = 0 AS is_alone
FROM system.replicas
WHERE database = '{{DATABASE}}';

-- How far a job is (identity, persons or activity), and how far a run that begins now may rely on what it sees:
-- what it sees of an insert under way is taken again by a run that began after that insert was over.
-- A refresh that fails or is cut short leaves an exception until one succeeds, or, with a restart, no success at all; then
-- the last run does not count. Where other nodes take inserts too, these count as under way for ten seconds.
-- started_at is later than all that is looked at here, and earlier than what the run reads: of two rows of one person the
-- later one has seen more.
DROP VIEW IF EXISTS {{DATABASE}}.background_reach;

CREATE OR REPLACE VIEW {{DATABASE}}.background_progress AS
SELECT
    nowInBlock64(6, 'UTC') AS started_at,
    assumeNotNull(oldest_insert_at) AS settled_at,
    assumeNotNull(seen.1) AS to_block,
    isNotNull(refreshed.1) AS is_over,
    least(runs[1].2, runs[2].2) AS safe_block,
    if(is_over, runs[1].2, safe_block) AS noted_block,
    -- A table that lost all its parts counts from 1 again; a replica may lag behind.
    if(is_alone AND noted_block > to_block, 0, noted_block) AS taken_block,
    if(is_alone, settled_at, seen.2 - INTERVAL 10 SECOND) AS all_settled_at,
    if(all_settled_at >= seen.2, to_block, arrayFirst(run -> run.1 <= all_settled_at, runs).3) AS settled_block,
    if(is_over AND settled_block <= to_block, greatest(taken_block, settled_block), taken_block) AS from_block,
    runs_jobs AND if(is_alone, to_block != noted_block, to_block > noted_block) AS is_due,
    -- For those who wait for a job from outside: a run that is under way does not count.
    if(refreshed.2, safe_block, taken_block) AS done_block
FROM
(
    SELECT
        arrayReverseSort(groupUniqArray((started_at, from_block, to_block))) AS runs,
        (
            SELECT (maxIf(last_success_time, exception = ''), countIf(status = 'Running') > 0)
            FROM system.view_refreshes
            WHERE database = '{{DATABASE}}'
                AND view = transform({job:String}, ['identity', 'persons', 'activity'], ['reconcile_identity', 'fold_persons', 'fold_activity'], '')
        ) AS refreshed,
        (
            SELECT (toUInt64(max(max_block_number)), nowInBlock64(6, 'UTC'))
            FROM system.parts
            WHERE database = '{{DATABASE}}' AND active
                AND table = transform({job:String}, ['identity', 'persons', 'activity'], ['identity_claims', 'touched_ids', 'active_ids'], '')
        ) AS seen,
        -- Named by its part of seen, it is looked at after that.
        (
            SELECT if(count() = 0, nowInBlock64(6, 'UTC'), now64(6, 'UTC') - toIntervalMicrosecond(toUInt64(max(elapsed) * 1000000)))
            FROM system.processes
            WHERE seen.2 > 0 AND query_kind = 'Insert' AND query_id != queryID()
                AND match(query, '(?i)^[[:space:]]*INSERT INTO [^ ]*(raw_events|normalized_events|ids_to_resolve|identity_claims|touched_ids)')
        ) AS oldest_insert_at
    FROM
    (
        SELECT started_at, from_block, to_block
        FROM {{DATABASE}}.background_runs
        WHERE job = {job:String}
        ORDER BY started_at DESC
        LIMIT 1000
    )
) AS found
CROSS JOIN {{DATABASE}}.background_node AS node;

-- Ids that sent events, and nothing else: their person may have other times now.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.active_ids
(
    distinct_id   String,
    own_person_id UUID,
    active_at     DateTime DEFAULT now()
)
ENGINE = MergeTree
ORDER BY tuple()
TTL active_at + INTERVAL 1 DAY
SETTINGS enable_block_number_column = 1, ttl_only_drop_parts = 1;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_normalized_to_active TO {{DATABASE}}.active_ids AS
SELECT DISTINCT distinct_id, person_id AS own_person_id
FROM {{DATABASE}}.normalized_events
WHERE reject_reason = '' AND empty(claims) AND empty(person_operations);

ALTER TABLE {{DATABASE}}.mv_normalized_to_touched MODIFY QUERY
SELECT DISTINCT touched.1 AS distinct_id, touched.2 AS own_person_id
FROM {{DATABASE}}.normalized_events AS normalized
ARRAY JOIN arrayPushBack(arrayMap(claim -> (claim.source, claim.source_person_id), claims), (normalized.distinct_id, person_id)) AS touched
WHERE reject_reason = '' AND (notEmpty(claims) OR notEmpty(person_operations));

-- On a cluster that view is dropped and made again, and misses what is inserted in between.
INSERT INTO {{DATABASE}}.touched_ids (distinct_id, own_person_id)
SELECT DISTINCT distinct_id, person_id
FROM {{DATABASE}}.event_log
WHERE inserted_at > now64(6) - INTERVAL 1 HOUR;

DROP VIEW IF EXISTS {{DATABASE}}.claimed_ids;

DROP VIEW IF EXISTS {{DATABASE}}.unfolded_ids;

-- A job in three steps, of which ClickHouse plans the next one only when it gets a row: whether there may be something to
-- take, which is asked again and again and has to be cheap; where that begins and ends; what it is.
CREATE TABLE IF NOT EXISTS {{DATABASE}}.active_ids_turns
(
    block      UInt64 COMMENT 'The last one that is there to take',
    started_at DateTime64(6, 'UTC') COMMENT 'No two turns are the same, or deduplication might take one for a repetition'
)
ENGINE = Null;

CREATE TABLE IF NOT EXISTS {{DATABASE}}.ids_to_resolve_runs
(
    started_at  DateTime64(6, 'UTC'),
    settled_at  DateTime64(6, 'UTC') COMMENT 'All inserts that began before are over',
    taken_block UInt64 COMMENT 'Up to here everything is taken',
    from_block  UInt64 COMMENT 'Up to here everything is taken once this run is over',
    to_block    UInt64 COMMENT 'The last block that is there'
)
ENGINE = Null;

CREATE TABLE IF NOT EXISTS {{DATABASE}}.ids_to_fold_runs
(
    started_at  DateTime64(6, 'UTC'),
    taken_block UInt64,
    from_block  UInt64,
    to_block    UInt64
)
ENGINE = Null;

CREATE TABLE IF NOT EXISTS {{DATABASE}}.active_ids_runs
(
    started_at  DateTime64(6, 'UTC'),
    taken_block UInt64,
    from_block  UInt64,
    to_block    UInt64
)
ENGINE = Null;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_resolve_turns_to_runs TO {{DATABASE}}.ids_to_resolve_runs AS
SELECT progress.started_at AS started_at, settled_at, taken_block, from_block, to_block
FROM {{DATABASE}}.ids_to_resolve_turns AS turn
CROSS JOIN {{DATABASE}}.background_progress(job = 'identity') AS progress
WHERE is_due;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_fold_turns_to_runs TO {{DATABASE}}.ids_to_fold_runs AS
SELECT progress.started_at AS started_at, taken_block, from_block, to_block
FROM {{DATABASE}}.ids_to_fold_turns AS turn
CROSS JOIN {{DATABASE}}.background_progress(job = 'persons') AS progress
WHERE is_due;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_active_turns_to_runs TO {{DATABASE}}.active_ids_runs AS
SELECT progress.started_at AS started_at, taken_block, from_block, to_block
FROM {{DATABASE}}.active_ids_turns AS turn
CROSS JOIN {{DATABASE}}.background_progress(job = 'activity') AS progress
WHERE is_due;

-- Noted also when nothing is left to take in those blocks: older copies have won, or the table is empty.
CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_resolve_runs_to_runs TO {{DATABASE}}.background_runs AS
SELECT 'identity' AS job, started_at, from_block, to_block
FROM {{DATABASE}}.ids_to_resolve_runs;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_fold_runs_to_runs TO {{DATABASE}}.background_runs AS
SELECT 'persons' AS job, started_at, from_block, to_block
FROM {{DATABASE}}.ids_to_fold_runs;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_active_runs_to_runs TO {{DATABASE}}.background_runs AS
SELECT 'activity' AS job, started_at, from_block, to_block
FROM {{DATABASE}}.active_ids_runs;

-- An insert of more than three seconds does not hold up the merges of others.
CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_resolve_runs_to_ids TO {{DATABASE}}.ids_to_resolve AS
SELECT distinct_id, own_person_id, started_at, greatest(settled_at, started_at - INTERVAL 3 SECOND) AS settled_at, from_block, to_block
FROM {{DATABASE}}.ids_to_resolve_runs AS run
CROSS JOIN
(
    WITH (SELECT max(taken_block) FROM {{DATABASE}}.ids_to_resolve_runs) AS taken_block
    SELECT DISTINCT side.1 AS distinct_id, side.2 AS own_person_id
    FROM {{DATABASE}}.identity_claims
    ARRAY JOIN [(source, source_person_id), (target, target_person_id)] AS side
    WHERE toUInt64(splitByChar('_', _part)[3]) > taken_block AND _block_number > taken_block
) AS claimed;

ALTER TABLE {{DATABASE}}.ids_to_fold ADD COLUMN IF NOT EXISTS job LowCardinality(String);

ALTER TABLE {{DATABASE}}.touched_persons ADD COLUMN IF NOT EXISTS job LowCardinality(String);

ALTER TABLE {{DATABASE}}.persons_to_fold ADD COLUMN IF NOT EXISTS job LowCardinality(String);

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_fold_runs_to_ids TO {{DATABASE}}.ids_to_fold AS
SELECT distinct_id, own_person_id, 'persons' AS job, started_at, from_block, to_block
FROM {{DATABASE}}.ids_to_fold_runs AS run
CROSS JOIN
(
    WITH (SELECT max(taken_block) FROM {{DATABASE}}.ids_to_fold_runs) AS taken_block
    SELECT DISTINCT distinct_id, own_person_id
    FROM {{DATABASE}}.touched_ids
    WHERE toUInt64(splitByChar('_', _part)[3]) > taken_block AND _block_number > taken_block
) AS touched;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_active_runs_to_ids TO {{DATABASE}}.ids_to_fold AS
SELECT distinct_id, own_person_id, 'activity' AS job, started_at, from_block, to_block
FROM {{DATABASE}}.active_ids_runs AS run
CROSS JOIN
(
    WITH (SELECT max(taken_block) FROM {{DATABASE}}.active_ids_runs) AS taken_block
    SELECT DISTINCT distinct_id, own_person_id
    FROM {{DATABASE}}.active_ids
    WHERE toUInt64(splitByChar('_', _part)[3]) > taken_block AND _block_number > taken_block
) AS active;

-- The persons that an id belongs to, or belonged to.
DROP VIEW IF EXISTS {{DATABASE}}.mv_ids_to_touched_persons;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_ids_to_touched_persons TO {{DATABASE}}.touched_persons AS
SELECT
    person.1 AS person_id,
    if(person.2 AND isNull(joinGetOrNull('{{DATABASE}}.identity_state', 'person_id', cityHash64(distinct_id))), distinct_id, '') AS distinct_id,
    own_person_id,
    job,
    started_at,
    from_block,
    to_block
FROM {{DATABASE}}.ids_to_fold
LEFT JOIN
(
    SELECT distinct_id, groupUniqArray(person_id) AS persons
    FROM {{DATABASE}}.identity_decisions
    WHERE distinct_id IN (SELECT distinct_id FROM {{DATABASE}}.ids_to_fold)
    GROUP BY distinct_id
) AS decided USING (distinct_id)
ARRAY JOIN arrayPushBack(arrayMap(person_id -> (person_id, 0), persons), (own_person_id, 1)) AS person;

-- decision.person_id, not the alias of that name: only the column has the projection by_person.
DROP VIEW IF EXISTS {{DATABASE}}.mv_touched_to_persons;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_touched_to_persons TO {{DATABASE}}.persons_to_fold AS
SELECT
    person_id,
    groupUniqArrayIf((distinct_id, own_person_id), distinct_id != '') AS ids,
    max(job) AS job,
    max(started_at) AS started_at,
    max(from_block) AS from_block,
    max(to_block) AS to_block
FROM
(
    SELECT person_id, distinct_id, own_person_id, job, started_at, from_block, to_block
    FROM {{DATABASE}}.touched_persons
    UNION ALL
    SELECT
        joinGet('{{DATABASE}}.identity_state', 'person_id', cityHash64(distinct_id)) AS person_id,
        distinct_id,
        own_person_id,
        '' AS job,
        toDateTime64(0, 6, 'UTC') AS started_at,
        0 AS from_block,
        0 AS to_block
    FROM {{DATABASE}}.identity_decisions AS decision
    WHERE decision.person_id IN (SELECT person_id FROM {{DATABASE}}.touched_persons)
) AS member
WHERE person_id IN (SELECT person_id FROM {{DATABASE}}.touched_persons)
GROUP BY person_id;

DROP VIEW IF EXISTS {{DATABASE}}.mv_fold_to_runs;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.mv_fold_to_runs TO {{DATABASE}}.background_runs AS
SELECT job, started_at, from_block, to_block, count() AS rows
FROM {{DATABASE}}.persons_to_fold
GROUP BY job, started_at, from_block, to_block;

-- Written three times, because ClickHouse plans a view with a parameter twice, and these run while nothing else does.
CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.reconcile_identity REFRESH EVERY 2 SECOND APPEND TO {{DATABASE}}.ids_to_resolve_turns AS
SELECT block, now64(6, 'UTC') AS started_at
FROM
(
    SELECT
        max(from_block) AS taken_block,
        (SELECT toUInt64(max(max_block_number)) FROM system.parts WHERE database = '{{DATABASE}}' AND table = 'identity_claims' AND active) AS block
    FROM (SELECT from_block FROM {{DATABASE}}.background_runs WHERE job = 'identity' ORDER BY started_at DESC LIMIT 1)
)
WHERE block != taken_block
    OR (SELECT count() FROM system.view_refreshes WHERE database = '{{DATABASE}}' AND view = 'reconcile_identity' AND exception = '' AND isNotNull(last_success_time)) = 0;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.fold_persons REFRESH EVERY 1 SECOND APPEND TO {{DATABASE}}.ids_to_fold_turns AS
SELECT block, now64(6, 'UTC') AS started_at
FROM
(
    SELECT
        max(from_block) AS taken_block,
        (SELECT toUInt64(max(max_block_number)) FROM system.parts WHERE database = '{{DATABASE}}' AND table = 'touched_ids' AND active) AS block
    FROM (SELECT from_block FROM {{DATABASE}}.background_runs WHERE job = 'persons' ORDER BY started_at DESC LIMIT 1)
)
WHERE block != taken_block
    OR (SELECT count() FROM system.view_refreshes WHERE database = '{{DATABASE}}' AND view = 'fold_persons' AND exception = '' AND isNotNull(last_success_time)) = 0;

CREATE MATERIALIZED VIEW IF NOT EXISTS {{DATABASE}}.fold_activity REFRESH EVERY 5 SECOND APPEND TO {{DATABASE}}.active_ids_turns AS
SELECT block, now64(6, 'UTC') AS started_at
FROM
(
    SELECT
        max(from_block) AS taken_block,
        (SELECT toUInt64(max(max_block_number)) FROM system.parts WHERE database = '{{DATABASE}}' AND table = 'active_ids' AND active) AS block
    FROM (SELECT from_block FROM {{DATABASE}}.background_runs WHERE job = 'activity' ORDER BY started_at DESC LIMIT 1)
)
WHERE block != taken_block
    OR (SELECT count() FROM system.view_refreshes WHERE database = '{{DATABASE}}' AND view = 'fold_activity' AND exception = '' AND isNotNull(last_success_time)) = 0;
