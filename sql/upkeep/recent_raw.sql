-- The raw events of the last minute.
-- What a DELETE took of inserts that were under way follows from them; an insert stores them first.
SELECT batch_id, seq, received_at, api_key, origin, ip, user_agent, sent_at, dialect, sdk, fallback_uuid, event
FROM {{DATABASE}}.raw_events
WHERE received_at >= now64(6, 'UTC') - INTERVAL 1 MINUTE
