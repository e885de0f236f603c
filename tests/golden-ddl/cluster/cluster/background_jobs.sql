CREATE OR REPLACE VIEW product_analytics.background_node ON CLUSTER `main` AS
SELECT
    replica_name = arrayMin(mapKeys(mapFilter((name, is_active) -> is_active = 1, replica_is_active)))
    AND (
        SELECT count()
        FROM system.replicas
        WHERE database = 'product_analytics' AND zookeeper_path LIKE '%/everywhere/%'
            AND inserts_in_queue > 0 AND inserts_oldest_time < now() - INTERVAL 5 SECOND
    ) = 0 AS runs_jobs
FROM system.replicas
WHERE database = 'product_analytics' AND table = 'identity_claims';

CREATE OR REPLACE VIEW product_analytics.background_progress ON CLUSTER `main` AS
SELECT job, max(to_block) AS block
FROM product_analytics.background_runs
WHERE started_at < now64(6) - INTERVAL 10 SECOND
GROUP BY job;

CREATE OR REPLACE VIEW product_analytics.claimed_ids ON CLUSTER `main` AS
WITH
    (SELECT max(block) FROM product_analytics.background_progress WHERE job = 'identity') AS seen_block,
    (SELECT max(runs_jobs) FROM product_analytics.background_node) AS runs_jobs
SELECT side.1 AS distinct_id, side.2 AS own_person_id
FROM product_analytics.identity_claims
ARRAY JOIN [(source, source_person_id), (target, target_person_id)] AS side
WHERE runs_jobs AND toUInt64(splitByChar('_', _part)[3]) > seen_block AND _block_number > seen_block;

CREATE OR REPLACE VIEW product_analytics.unfolded_ids ON CLUSTER `main` AS
WITH
    (SELECT max(block) FROM product_analytics.background_progress WHERE job = 'persons') AS seen_block,
    (SELECT max(runs_jobs) FROM product_analytics.background_node) AS runs_jobs
SELECT DISTINCT distinct_id, own_person_id
FROM product_analytics.touched_ids
WHERE runs_jobs AND toUInt64(splitByChar('_', _part)[3]) > seen_block AND _block_number > seen_block;
