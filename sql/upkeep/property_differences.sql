-- What differs of person properties. An operation of the stage is missing where the stored register would change by it. One is too many
-- where the stored register has it as its last (of $set_once also as one of its first), and its raw event is staged and does not say it.
SELECT own_person_id, key, change.1 AS precedence, change.2 AS is_fresh
FROM
(
    SELECT
        own_person_id,
        key,
        maxIf(last_set, is_fresh) AS fresh_set,
        maxIf(last_set, NOT is_fresh) AS stored_set,
        maxIf(last_unset, is_fresh) AS fresh_unset,
        maxIf(last_unset, NOT is_fresh) AS stored_unset,
        maxIf(last_set_once, is_fresh) AS fresh_once,
        maxIf(last_set_once, NOT is_fresh) AS stored_once,
        groupArraySortedMergeIf(32)(first_set_once, is_fresh) AS fresh_first,
        groupArraySortedMergeIf(32)(first_set_once, NOT is_fresh) AS stored_first
    FROM
    (
        SELECT *, 1 AS is_fresh FROM {{DATABASE}}.replay_fresh
        UNION ALL
        SELECT *, 0 AS is_fresh
        FROM {{DATABASE}}.person_properties
        WHERE own_person_id IN
        (
            SELECT own_person_id FROM {{DATABASE}}.replay_fresh
            UNION ALL
            SELECT person_id FROM ({{EVENTS}})
        )
    )
    GROUP BY own_person_id, key
)
ARRAY JOIN arrayConcat(
    if(fresh_set > stored_set, [(fresh_set.3, 1)], []),
    if(fresh_unset > stored_unset, [(fresh_unset.3, 1)], []),
    if(fresh_once > stored_once, [(fresh_once.3, 1)], []),
    arrayMap(
        operation -> (bitNot(operation.3), 1),
        arrayFilter(
            operation -> NOT has(stored_first, operation) AND (length(stored_first) < 32 OR operation < stored_first[-1]),
            fresh_first)),
    if(stored_set > fresh_set, [(stored_set.3, 0)], []),
    if(stored_unset > fresh_unset, [(stored_unset.3, 0)], []),
    if(stored_once > fresh_once, [(stored_once.3, 0)], []),
    arrayMap(
        operation -> (bitNot(operation.3), 0),
        arrayFilter(
            operation -> NOT has(fresh_first, operation) AND (length(fresh_first) < 32 OR operation < fresh_first[-1]),
            stored_first))) AS change
WHERE is_fresh OR precedence IN (SELECT precedence FROM {{DATABASE}}.replay_stage)
