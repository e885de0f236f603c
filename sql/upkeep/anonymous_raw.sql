-- The raw events that take the place of a person's.
-- What follows from them may not be there yet.
SELECT batch_id, seq, received_at, api_key, origin, ip, user_agent, sent_at, dialect, sdk, fallback_uuid, event
FROM {{ALL_SHARDS}}{{DATABASE}}.raw_events{{ALL_END}}
WHERE batch_id IN (SELECT batch_id FROM {{DATABASE}}.anonymized_person)
