-- A claim that the reconciler has refused is stored again with its verdict, and was taken for a new one: all that it touches
-- was resolved and folded twice. The verdict changes nothing by itself; but a merge may have left it alone of a claim that was
-- not taken yet, or not to the end. So it is left out only where it stands as it was written, and never of a run over everything.
ALTER TABLE {{DATABASE}}.mv_resolve_runs_to_ids MODIFY QUERY
SELECT distinct_id, own_person_id, started_at, greatest(settled_at, started_at - INTERVAL 3 SECOND) AS settled_at, from_block, to_block
FROM {{DATABASE}}.ids_to_resolve_runs AS run
CROSS JOIN
(
    WITH
        (SELECT max(taken_block) FROM {{DATABASE}}.ids_to_resolve_runs) AS taken_block,
        splitByChar('_', _part)[2] != splitByChar('_', _part)[3] AS is_merged
    SELECT DISTINCT side.1 AS distinct_id, side.2 AS own_person_id
    FROM {{DATABASE}}.identity_claims
    ARRAY JOIN [(source, source_person_id), (target, target_person_id)] AS side
    WHERE toUInt64(splitByChar('_', _part)[3]) > taken_block
        AND _block_number > taken_block
        AND (taken_block = 0 OR is_merged OR refused NOT IN ('source_is_identified', 'source_has_owner'))
) AS claimed;
