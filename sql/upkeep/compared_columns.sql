-- Columns of a table that a replay compares and stores: all that follow from the raw event.
-- Read from the table, so that a new column is not forgotten.
SELECT arrayStringConcat(groupArray(name), ', ')
FROM
(
    SELECT name
    FROM system.columns
    WHERE database = '{{DATABASE}}' AND table = {table:String} AND default_kind = ''
        AND name NOT IN ('precedence', 'is_deleted', 'claimed_at')
    ORDER BY position
);
