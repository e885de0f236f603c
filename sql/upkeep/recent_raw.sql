-- The raw events of the last minute.
-- They bring back what a DELETE took of inserts under way, which store raw events first.
SELECT batch_id, seq, received_at, api_key, origin, ip, user_agent, sent_at, dialect, sdk, fallback_uuid, event
FROM {{DATABASE}}.raw_events
WHERE received_at >= now64(6, 'UTC') - INTERVAL 1 MINUTE
