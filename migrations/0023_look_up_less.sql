-- A fold looks up only the ids of its persons in the map of identities: together with the condition on the person, ClickHouse
-- looked up every id that there is. An array is what it does not move that condition through.
DROP VIEW IF EXISTS {{DATABASE}}.fold_persons;

DROP VIEW IF EXISTS {{DATABASE}}.fold_activity;

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
        joinGet('{{DATABASE}}.identity_state', 'person_id', cityHash64(id.1)) AS person_id,
        id.1 AS distinct_id,
        id.2 AS own_person_id,
        '' AS job,
        toDateTime64(0, 6, 'UTC') AS started_at,
        0 AS from_block,
        0 AS to_block
    FROM
    (
        SELECT arrayJoin(groupUniqArray((distinct_id, own_person_id))) AS id
        FROM {{DATABASE}}.identity_decisions
        WHERE person_id IN (SELECT person_id FROM {{DATABASE}}.touched_persons)
    )
) AS member
WHERE person_id IN (SELECT person_id FROM {{DATABASE}}.touched_persons)
GROUP BY person_id;

-- Dropped before, so that no run is noted whose persons nobody has looked up; the next one takes them again.
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
