-- Whether a replay was cut short amid a change.
-- Without all three tables there is nothing to complete, or nothing to complete it from.
SELECT count() = 3
FROM system.tables
WHERE database = '{{DATABASE}}' AND name IN ('replay_changing', 'replay_stage', 'replay_diff');
