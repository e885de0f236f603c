-- Takes away what a load worked with.
-- All its rows are stored.
DROP TABLE IF EXISTS {{DATABASE}}.replay_loading{{ON_CLUSTER}} SYNC;
DROP TABLE IF EXISTS {{DATABASE}}.replay_load_times{{ON_CLUSTER}} SYNC;
