-- The queries of the views that make rows.
-- A replay makes rows by them, too, so that there is one way to make a row.
SELECT name, as_select
FROM system.tables
WHERE database = '{{DATABASE}}' AND engine = 'MaterializedView' AND name IN
(
    'mv_raw_to_normalized',
    'mv_normalized_to_event_log',
    'mv_normalized_to_id_activity',
    'mv_normalized_to_notable',
    'mv_notable_to_problems',
    'mv_notable_to_properties',
    'mv_notable_to_claims'
);
