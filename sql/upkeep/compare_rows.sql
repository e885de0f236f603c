-- What differs of events, problems and claims, by place (receive time and seq) and key. A row is missing where no stored one is what a
-- raw event of the place makes: several raw events make copies, and any is right. A stored row that none of them makes is too many.
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
    -- The place whose copy wins once all is stored: of staged places what their raw events make now, of others what is stored.
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
