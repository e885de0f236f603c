-- Whether a replay left tables behind, or is at work.
-- They may hold events of people who are erased.
SELECT count() FROM system.tables WHERE database = '{{DATABASE}}' AND name IN ('replay_stage', 'replay_fresh', 'replay_properties', 'replay_touched');
