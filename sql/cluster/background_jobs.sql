-- The background jobs where several nodes hold the same tables: one node at a time runs them, and what one insert wrote to
-- several tables may reach it in any order. Two nodes that both think they are the one do the same work twice, no harm.

-- Whether this node is the one: the first replica that is alive, unless it lags behind the others.
CREATE OR REPLACE VIEW {{DATABASE}}.background_node AS
SELECT
    replica_name = arrayMin(mapKeys(mapFilter((name, is_active) -> is_active = 1, replica_is_active)))
    AND (
        SELECT count()
        FROM system.replicas
        WHERE database = '{{DATABASE}}' AND zookeeper_path LIKE '%/everywhere/%'
            AND inserts_in_queue > 0 AND inserts_oldest_time < now() - INTERVAL 5 SECOND
    ) = 0 AS runs_jobs
FROM system.replicas
WHERE database = '{{DATABASE}}' AND table = 'identity_claims';

-- Everything is taken again until ten seconds after it was taken first. Replicated tables never count from 1 again.
CREATE OR REPLACE VIEW {{DATABASE}}.background_progress AS
SELECT job, max(to_block) AS block
FROM {{DATABASE}}.background_runs
WHERE started_at < now64(6) - INTERVAL 10 SECOND
GROUP BY job;

CREATE OR REPLACE VIEW {{DATABASE}}.claimed_ids AS
WITH
    (SELECT max(block) FROM {{DATABASE}}.background_progress WHERE job = 'identity') AS seen_block,
    (SELECT max(runs_jobs) FROM {{DATABASE}}.background_node) AS runs_jobs
SELECT side.1 AS distinct_id, side.2 AS own_person_id
FROM {{DATABASE}}.identity_claims
ARRAY JOIN [(source, source_person_id), (target, target_person_id)] AS side
WHERE runs_jobs AND toUInt64(splitByChar('_', _part)[3]) > seen_block AND _block_number > seen_block;

CREATE OR REPLACE VIEW {{DATABASE}}.unfolded_ids AS
WITH
    (SELECT max(block) FROM {{DATABASE}}.background_progress WHERE job = 'persons') AS seen_block,
    (SELECT max(runs_jobs) FROM {{DATABASE}}.background_node) AS runs_jobs
SELECT DISTINCT distinct_id, own_person_id
FROM {{DATABASE}}.touched_ids
WHERE runs_jobs AND toUInt64(splitByChar('_', _part)[3]) > seen_block AND _block_number > seen_block;
