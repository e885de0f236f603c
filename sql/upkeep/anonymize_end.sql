-- Forgets whose the events of the random id were.
-- Nothing of that person is left to be stored.
DROP TABLE IF EXISTS {{DATABASE}}.anonymized_person{{ON_CLUSTER}} SYNC;
