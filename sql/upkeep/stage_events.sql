-- Normalizes the chosen raw events.
-- The only call of the function: everything after it reads the stage.
INSERT INTO {{DATABASE}}.replay_stage
    (batch_id, seq, received_at, api_key, origin, ip, user_agent, sent_at, dialect, sdk, fallback_uuid, raw_event, precedence, erased_sources, normalized)
SELECT batch_id, seq, received_at, api_key, origin, ip, user_agent, sent_at, dialect, sdk, fallback_uuid, raw_event, precedence, erased_sources, normalized
FROM ({{NORMALIZED}});
