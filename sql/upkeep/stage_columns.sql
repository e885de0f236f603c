-- What the stage lacks of the columns of today, after a migration since it was filled.
-- As changes for an ALTER; empty without one.
SELECT arrayStringConcat(groupArray(concat(
    if(staged_type != '', 'MODIFY COLUMN ', 'ADD COLUMN '), '`', name, '` ', current_type)), ', ')
FROM
(
    SELECT
        name,
        anyIf(type, table = 'normalized_events') AS current_type,
        anyIf(type, table = 'replay_stage') AS staged_type
    FROM system.columns
    WHERE database = '{{DATABASE}}' AND table IN ('normalized_events', 'replay_stage')
    GROUP BY name
)
WHERE current_type != '' AND current_type != staged_type;
