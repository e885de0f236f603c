-- What the stage lacks of the columns of today, after a migration since it was filled.
-- As changes for an ALTER; empty without one.
SELECT arrayStringConcat(groupArray(concat(
    if(is_there, 'MODIFY COLUMN ', 'ADD COLUMN '), '`', name, '` ', type)), ', ')
FROM
(
    SELECT
        name,
        anyIf(type, table = 'normalized_events') AS type,
        anyIf(type, table = 'replay_stage') AS staged_type,
        staged_type != '' AS is_there
    FROM system.columns
    WHERE database = '{{DATABASE}}' AND table IN ('normalized_events', 'replay_stage')
    GROUP BY name
)
WHERE type != '' AND type != staged_type;
