-- The end of the database of the test event.
-- SYNC: it is gone when relay doctor says so.
DROP DATABASE IF EXISTS {{DATABASE}}{{ON_CLUSTER}} SYNC;
