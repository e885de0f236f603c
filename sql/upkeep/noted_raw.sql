-- The stored raw events of the batches that a load noted.
-- They may lack what follows from them.
SELECT batch_id, seq, received_at, api_key, origin, ip, user_agent, sent_at, dialect, sdk, fallback_uuid, event
FROM {{DATABASE}}.raw_events
WHERE received_at BETWEEN (SELECT min(received_from) FROM {{DATABASE}}.replay_loading) AND (SELECT max(received_to) FROM {{DATABASE}}.replay_loading)
    AND batch_id IN (SELECT arrayJoin(batch_ids) FROM {{DATABASE}}.replay_loading)
