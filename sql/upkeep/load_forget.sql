-- Says that what was noted is stored.
-- See load_note.sql.
TRUNCATE TABLE {{DATABASE}}.replay_loading{{ON_CLUSTER}};
