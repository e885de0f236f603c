-- Takes away what an erasure worked with.
-- Its DELETEs are over.
DROP TABLE IF EXISTS {{DATABASE}}.erased_raw{{ON_CLUSTER}} SYNC;
