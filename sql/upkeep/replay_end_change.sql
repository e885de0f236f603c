-- Says that the stage is applied.
-- The opposite of replay_note_change.sql.
DROP TABLE {{DATABASE}}.replay_changing{{ON_CLUSTER}} SYNC;
