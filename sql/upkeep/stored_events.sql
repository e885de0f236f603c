-- Stored rows of event_log whose raw event is in the stage.
-- The range of receive times reads only some granules.
SELECT *
FROM {{DATABASE}}.event_log
WHERE inserted_at BETWEEN (SELECT min(received_at) FROM {{DATABASE}}.replay_stage) AND (SELECT max(received_at) FROM {{DATABASE}}.replay_stage)
    AND precedence IN (SELECT precedence FROM {{DATABASE}}.replay_stage)
