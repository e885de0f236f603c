-- Takes away what a replay worked with.
-- Of a change that was cut short only after it was completed.
DROP TABLE IF EXISTS {{DATABASE}}.replay_stage{{ON_CLUSTER}} SYNC;
DROP TABLE IF EXISTS {{DATABASE}}.replay_diff{{ON_CLUSTER}} SYNC;
DROP TABLE IF EXISTS {{DATABASE}}.replay_fresh{{ON_CLUSTER}} SYNC;
DROP TABLE IF EXISTS {{DATABASE}}.replay_properties{{ON_CLUSTER}} SYNC;
