-- Notes what is being stored.
-- A load that is cut short may have left some of it.
INSERT INTO {{DATABASE}}.replay_loading
SELECT {begin:DateTime64(6, 'UTC')}, {end:DateTime64(6, 'UTC')}, [{{BATCH_IDS}}];
