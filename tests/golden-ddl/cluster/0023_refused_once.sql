ALTER TABLE product_analytics.mv_resolve_runs_to_ids ON CLUSTER `main` MODIFY QUERY
SELECT distinct_id, own_person_id, started_at, greatest(settled_at, started_at - INTERVAL 3 SECOND) AS settled_at, from_block, to_block
FROM product_analytics.ids_to_resolve_runs AS run
CROSS JOIN
(
    WITH
        (SELECT max(taken_block) FROM product_analytics.ids_to_resolve_runs) AS taken_block,
        splitByChar('_', _part)[2] != splitByChar('_', _part)[3] AS is_merged
    SELECT DISTINCT side.1 AS distinct_id, side.2 AS own_person_id
    FROM product_analytics.identity_claims
    ARRAY JOIN [(source, source_person_id), (target, target_person_id)] AS side
    WHERE toUInt64(splitByChar('_', _part)[3]) > taken_block
        AND _block_number > taken_block
        AND (taken_block = 0 OR is_merged OR refused NOT IN ('source_is_identified', 'source_has_owner'))
) AS claimed;
