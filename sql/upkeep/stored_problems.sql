-- Stored rows of event_problems whose raw event is in the stage.
-- Found by batch_id and seq, too.
SELECT *
FROM {{DATABASE}}.event_problems
WHERE received_at BETWEEN (SELECT min(received_at) FROM {{DATABASE}}.replay_stage) AND (SELECT max(received_at) FROM {{DATABASE}}.replay_stage)
    AND (received_at, batch_id, seq) IN (SELECT received_at, batch_id, seq FROM {{DATABASE}}.replay_stage)
