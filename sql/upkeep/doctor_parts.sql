-- The partition with the most parts, and from how many on inserts into it wait, and fail.
-- Each insert makes a part in every table that it reaches.
SELECT
    table,
    partition,
    count() AS parts,
    (SELECT toUInt64(value) FROM system.merge_tree_settings WHERE name = 'parts_to_delay_insert'),
    (SELECT toUInt64(value) FROM system.merge_tree_settings WHERE name = 'parts_to_throw_insert')
FROM system.parts
WHERE active AND database = '{{DATABASE}}'
GROUP BY table, partition
ORDER BY parts DESC
LIMIT 1;
