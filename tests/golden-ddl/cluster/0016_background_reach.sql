CREATE VIEW IF NOT EXISTS product_analytics.background_reach ON CLUSTER `main` AS
WITH
    (
        SELECT (toUInt64(claims), toUInt64(touched), nowInBlock64(6, 'UTC'))
        FROM
        (
            SELECT maxIf(max_block_number, table = 'identity_claims') AS claims, maxIf(max_block_number, table = 'touched_ids') AS touched
            FROM system.parts
            WHERE database = 'product_analytics' AND active
        )
    ) AS seen,
    -- Named by its part of seen, it is looked at after that.
    (
        SELECT if(count() = 0, nowInBlock64(6, 'UTC'), now64(6, 'UTC') - toIntervalMicrosecond(toUInt64(max(elapsed) * 1000000)))
        FROM system.processes
        WHERE seen.3 > 0 AND query_kind = 'Insert' AND query_id != queryID()
            AND match(query, '(?i)^[[:space:]]*INSERT INTO [^ ]*(raw_events|normalized_events|ids_to_resolve)')
    ) AS oldest_insert_at,
    -- Any other may just have been cut short by an error or a kill, with its run noted and the rest not done.
    (
        SELECT groupArray(view)
        FROM system.view_refreshes
        WHERE database = 'product_analytics' AND exception = '' AND isNotNull(last_success_time)
    ) AS working_views
SELECT
    job.job AS job,
    job.to_block AS to_block,
    seen.3 AS started_at,
    oldest_insert_at AS settled_at,
    if(
        has(working_views, job.view),
        greatest(taken.block, multiIf(settled_at >= started_at, to_block, run.to_block <= to_block, run.to_block, 0)),
        taken.block
    ) AS from_block
FROM
(
    SELECT 'identity' AS job, 'reconcile_identity' AS view, seen.1 AS to_block, oldest_insert_at
    UNION ALL
    SELECT 'persons' AS job, 'fold_persons' AS view, seen.2 AS to_block, oldest_insert_at
) AS job
LEFT JOIN product_analytics.background_progress AS taken ON taken.job = job.job
ASOF LEFT JOIN
(
    SELECT job, started_at, to_block
    FROM product_analytics.background_runs
    WHERE started_at > now() - INTERVAL 1 HOUR
) AS run ON run.job = job.job AND run.started_at <= job.oldest_insert_at;

CREATE OR REPLACE VIEW product_analytics.background_progress ON CLUSTER `main` AS
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
    if(length(groupUniqArray(started_at)) > 1, min(from_block), 0) AS taken_block,
    if(taken_block > last_blocks[if(job = 'identity', 'identity_claims', 'touched_ids')], 0, taken_block) AS block
FROM (SELECT DISTINCT job, started_at, from_block FROM product_analytics.background_runs ORDER BY started_at DESC LIMIT 2 BY job)
GROUP BY job;
