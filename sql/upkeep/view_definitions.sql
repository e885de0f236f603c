-- The queries of the views that make rows.
-- A replay makes rows by them, too, so that there is one way to make a row.
SELECT name, as_select
FROM system.tables
WHERE database = '{{DATABASE}}' AND engine = 'MaterializedView' AND name IN
(
    'follow_raw',
    'mv_raw_to_normalized',
    'mv_normalized_to_event_log',
    'mv_normalized_to_id_activity',
    'mv_normalized_to_problems',
    'mv_normalized_to_properties',
    'mv_normalized_to_claims'
);
