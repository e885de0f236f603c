-- What differs of events, problems and claims: rows of one place and one key are missing when none is stored that a raw event of
-- the place makes, for several make copies and any is right; a stored one that none of them makes is too many.
INSERT INTO {{DATABASE}}.replay_diff (stored_in, precedence, hash, is_fresh)
SELECT stored_in, precedence, change.1 AS hash, change.2 AS is_fresh
FROM
(
    SELECT
        stored_in,
        key,
        precedence,
        groupUniqArrayIf(hash, is_fresh) AS fresh,
        groupUniqArrayIf(hash, NOT is_fresh) AS stored
    FROM
    (
        SELECT *, 1 AS is_fresh FROM ({{FRESH_ROWS}})
        UNION ALL
        SELECT *, 0 AS is_fresh FROM ({{STORED_ROWS}})
    )
    GROUP BY stored_in, key, precedence
) AS place
LEFT JOIN
(
    -- As it will be: of the places in the stage, what their raw events make now.
    SELECT stored_in, key, max(precedence) AS first_place
    FROM
    (
        SELECT stored_in, key, precedence FROM ({{FRESH_ROWS}})
        UNION ALL
        SELECT stored_in, key, precedence FROM ({{OTHER_ROWS}})
    )
    GROUP BY stored_in, key
) AS winner ON winner.stored_in = place.stored_in AND winner.key = place.key
ARRAY JOIN arrayConcat(
    if(notEmpty(fresh) AND NOT hasAny(fresh, stored), [(toUInt64(0), 1)], []),
    arrayMap(row -> (row, 0), arrayFilter(row -> NOT has(fresh, row), stored))) AS change
WHERE precedence >= first_place;
