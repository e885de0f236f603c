-- Gives the stage the columns of today.
-- See stage_columns.sql.
ALTER TABLE {{DATABASE}}.replay_stage{{ON_CLUSTER}} {{CHANGES}} SETTINGS mutations_sync = 2;
