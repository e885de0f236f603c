-- Says that nothing is left of what a replay touched.
-- See replay_announce.sql.
DROP TABLE IF EXISTS {{DATABASE}}.replay_touched{{ON_CLUSTER}} SYNC;
